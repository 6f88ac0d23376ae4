#!/usr/bin/env python3
"""Reads a message as Python's own mail package does, and prints what is in it as JSON: an opinion that isn't ours.
usage: read_mail.py FILE"""
import email
import email.policy
import hashlib
import json
import sys

with open(sys.argv[1], "rb") as file:
    message = email.message_from_binary_file(file, policy=email.policy.default)
parts = [part for part in message.walk() if not part.is_multipart()]
text, html = message.get_body(("plain",)), message.get_body(("html",))
print(json.dumps({
    "subject": message["Subject"], "from": str(message["From"]), "to": str(message["To"]), "id": message["Message-ID"],
    "references": message["References"], "replies_to": message["In-Reply-To"], "date": message["Date"].datetime.isoformat(),
    "types": [part.get_content_type() for part in message.walk()],
    "text": text.get_content() if text else None, "html": html.get_content() if html else None,
    "files": {part.get_filename(): hashlib.sha256(part.get_payload(decode=True)).hexdigest() for part in message.iter_attachments()},
    "names": [[address.display_name, address.addr_spec] for address in message["To"].addresses + message["From"].addresses],
    "defects": [str(defect) for part in message.walk() for defect in part.defects] + [str(d) for name in message for d in message[name].defects],
    "longest": max(len(line) for line in open(sys.argv[1], "rb").read().split(b"\r\n")),
    "bare": open(sys.argv[1], "rb").read().replace(b"\r\n", b"").count(b"\n"),
}, ensure_ascii=False))
