#!/usr/bin/env python3
"""Waits until a mailbox holds a message and writes the newest to FILE, by IMAP on 127.0.0.1.
usage: read_imap.py PORT USER PASSWORD FILE"""
import imaplib
import sys
import time

port, user, password, path = sys.argv[1:]
deadline = time.monotonic() + 60
while time.monotonic() < deadline:
    try:
        with imaplib.IMAP4("127.0.0.1", int(port)) as box:
            box.login(user, password)
            box.select(readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            if numbers:
                with open(path, "wb") as file:
                    file.write(box.fetch(numbers[-1], "(BODY.PEEK[])")[1][0][1])
                print(len(numbers))
                sys.exit(0)
    except ConnectionError as error:
        print(error, file=sys.stderr)
    time.sleep(0.3)
sys.exit("no message came")
