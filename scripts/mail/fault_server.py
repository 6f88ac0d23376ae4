#!/usr/bin/env python3
"""A mail server for tests that refuses, defers, stalls and drops where it is told to.

It prints its port, serves 127.0.0.1, and ends when its standard input does. A message that it accepts is a file in --folder, written
before the reply: the first line is the recipient, the rest is what came after DATA with its dots unstuffed.

--fault STEP:ACTION[:TIMES] (again and again): at that step, so many times, do that. Steps: connect greeting ehlo starttls auth mail rcpt data
body dot. Actions: refuse (5xx), defer (4xx), stall, drop; at dot also take-drop and take-stall, which accept and then don't reply.
--random SEED:PERCENT: at every step, with that probability, one of the actions.
--recipient-fault ADDRESS:ACTION: at RCPT, for one address.
"""
import argparse
import asyncio
import base64
import os
import random
import ssl
import sys

STEPS = "connect greeting ehlo starttls auth mail rcpt data body dot".split()


class Drop(Exception):
    pass


class Faults:
    def __init__(self, fixed, seeded):
        self.fixed = []
        for fault in fixed:
            step, action, *times = fault.split(":")
            self.fixed.append([step, action, int(times[0]) if times else -1])
        self.random = None
        if seeded:
            seed, percent = seeded.split(":")
            self.random, self.percent = random.Random(int(seed)), float(percent)

    def at(self, step):
        for fault in self.fixed:
            if fault[0] == step and fault[2] != 0:
                fault[2] -= 1
                return fault[1]
        if self.random and self.random.random() * 100 < self.percent:
            actions = ["refuse", "defer", "stall", "drop"]
            if step == "dot":
                actions += ["take-drop", "take-stall"]
            if step in ("connect", "body"):
                actions = ["stall", "drop"]
            return self.random.choice(actions)
        return None


class Session:
    def __init__(self, server, reader, writer):
        self.server, self.reader, self.writer = server, reader, writer
        self.secure = server.options.tls
        self.user = None
        self.sender = self.recipient = None
        self.taken = 0

    async def say(self, *lines):
        for number, line in enumerate(lines):
            code, text = line[:3], line[4:]
            self.writer.write(f"{code}{' ' if number == len(lines) - 1 else '-'}{text}\r\n".encode())
        await self.writer.drain()

    async def fault(self, step):
        """Whether the step has been answered already, by a refusal."""
        action = self.server.faults.at(step)
        if action is None:
            return None
        self.server.log(f"{step} {action}")
        if action == "drop":
            raise Drop
        if action == "stall":
            await asyncio.sleep(3600)
        if action == "refuse":
            await self.say("554 5.7.1 refused at " + step)
        if action == "defer":
            await self.say("451 4.3.0 not now, at " + step)
        return action

    async def line(self):
        line = await self.reader.readline()
        if not line.endswith(b"\n"):
            raise Drop
        return line.decode("utf-8", "replace").rstrip("\r\n")

    async def run(self):
        if await self.fault("connect"):
            raise Drop
        if await self.fault("greeting"):
            raise Drop
        await self.say("220 fault.test ESMTP")
        while True:
            line = await self.line()
            verb = line.split(" ")[0].upper()
            if verb in ("EHLO", "HELO"):
                if not await self.fault("ehlo"):
                    await self.hello()
            elif verb == "STARTTLS":
                if not await self.fault("starttls"):
                    await self.starttls()
            elif verb == "AUTH":
                if not await self.fault("auth"):
                    await self.auth(line)
            elif verb == "MAIL":
                if not await self.fault("mail"):
                    if self.server.options.user and self.user is None:
                        await self.say("530 5.7.0 authentication required")
                    else:
                        self.sender, self.recipient = line, None
                        await self.say("250 2.1.0 ok")
            elif verb == "RCPT":
                await self.rcpt(line)
            elif verb == "DATA":
                if not await self.fault("data"):
                    await self.data()
            elif verb == "NOOP":
                await self.say("250 2.0.0 ok")
            elif verb == "RSET":
                self.sender = self.recipient = None
                await self.say("250 2.0.0 ok")
            elif verb == "QUIT":
                await self.say("221 2.0.0 goodbye")
                return
            else:
                await self.say("502 5.5.2 not known")

    async def hello(self):
        options = self.server.options
        lines = ["250 fault.test"]
        if options.size:
            lines.append(f"250 SIZE {options.size}")
        if options.utf8:
            lines.append("250 SMTPUTF8")
        if options.cert and not self.secure and not options.no_starttls:
            lines.append("250 STARTTLS")
        if options.user:
            lines.append("250 AUTH " + options.mechanisms)
        await self.say(*lines)

    async def starttls(self):
        await self.say("220 2.0.0 go ahead")
        await self.writer.start_tls(self.server.context)
        self.secure = True

    async def auth(self, line):
        parts = line.split(" ")
        mechanism, first = parts[1].upper(), parts[2] if len(parts) > 2 else None

        async def ask(prompt=""):
            await self.say("334 " + base64.b64encode(prompt.encode()).decode())
            return await self.line()

        options = self.server.options
        if mechanism == "PLAIN":
            given = base64.b64decode(first or await ask()).decode().split("\0")[1:]
        elif mechanism == "LOGIN":
            user = base64.b64decode(first or await ask("Username:")).decode()
            given = [user, base64.b64decode(await ask("Password:")).decode()]
        elif mechanism == "XOAUTH2":
            fields = dict(f.split("=", 1) for f in base64.b64decode(first or await ask()).decode().split("\1") if f)
            given = [fields["user"], fields["auth"].removeprefix("Bearer ")]
        else:
            return await self.say("504 5.5.4 not known")
        self.server.log("auth " + mechanism)
        if given == [options.user, options.password]:
            self.user = given[0]
            await self.say("235 2.7.0 welcome")
        else:
            await self.say("535 5.7.8 wrong user or password")

    async def rcpt(self, line):
        address = line[line.index("<") + 1 : line.rindex(">")]
        for fault in self.server.options.recipient_fault:
            who, action = fault.rsplit(":", 1)
            if who == address:
                self.server.log(f"rcpt {action} {address}")
                return await self.say("550 5.1.1 no such user" if action == "refuse" else "450 4.2.0 mailbox busy")
        if await self.fault("rcpt"):
            return
        self.recipient = address
        await self.say("250 2.1.5 ok")

    async def data(self):
        await self.say("354 go ahead")
        lines = []
        while True:
            line = await self.reader.readline()
            if not line.endswith(b"\n"):
                raise Drop
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b".") else line)
            if len(lines) == 20:
                await self.fault("body")
        action = self.server.faults.at("dot")
        if action:
            self.server.log("dot " + action)
        if action == "refuse":
            return await self.say("554 5.6.0 refused at dot")
        if action == "defer":
            return await self.say("451 4.3.0 not now, at dot")
        if action == "drop":
            raise Drop
        if action == "stall":
            await asyncio.sleep(3600)
        self.server.keep(self.recipient, b"".join(lines))
        if action == "take-drop":
            raise Drop
        if action == "take-stall":
            await asyncio.sleep(3600)
        await self.say("250 2.0.0 taken")
        self.taken += 1
        if self.taken == self.server.options.close_after:
            raise Drop


class Server:
    def __init__(self, options):
        self.options = options
        self.faults = Faults(options.fault, options.random)
        self.count = 0
        self.context = None
        if options.cert:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(options.cert, options.key)

    def log(self, text):
        with open(os.path.join(self.options.folder, "log"), "a") as file:
            file.write(text + "\n")

    def keep(self, recipient, data):
        self.count += 1
        path = os.path.join(self.options.folder, f"{self.count:05}")
        with open(path + ".part", "wb") as file:
            file.write(recipient.encode() + b"\n" + data)
        os.rename(path + ".part", path + ".mail")

    async def serve(self, reader, writer):
        try:
            self.log("connection")
            await Session(self, reader, writer).run()
        except (Drop, ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass
        finally:
            try:
                writer.transport.abort() if not writer.is_closing() else None
            except Exception:
                pass

    async def run(self):
        context = self.context if self.options.tls else None
        server = await asyncio.start_server(self.serve, "127.0.0.1", self.options.port, ssl=context, limit=1 << 22)
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        os._exit(0)


parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--fault", action="append", default=[])
parser.add_argument("--recipient-fault", action="append", default=[])
parser.add_argument("--close-after", type=int)
parser.add_argument("--random")
parser.add_argument("--size", type=int)
parser.add_argument("--utf8", action="store_true")
parser.add_argument("--tls", action="store_true")
parser.add_argument("--no-starttls", action="store_true")
parser.add_argument("--cert")
parser.add_argument("--key")
parser.add_argument("--user")
parser.add_argument("--password")
parser.add_argument("--mechanisms", default="PLAIN LOGIN XOAUTH2")
asyncio.run(Server(parser.parse_args()).run())
