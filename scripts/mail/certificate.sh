#!/usr/bin/env bash
# Makes a certificate for localhost that vouches for itself: cert.pem and key.pem in FOLDER, valid from and to the given UTC days.
# usage: certificate.sh FOLDER [FROM TO], such as 20200101 20200201
set -euo pipefail
cd "$1"
printf '[ca]\ndefault_ca = own\n[own]\ndatabase = index\nnew_certs_dir = .\ndefault_md = sha256\npolicy = any\nrand_serial = yes\nunique_subject = no\n[any]\ncommonName = supplied\n' >ca.conf
: >index
printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:true\n' >names
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out request.pem -subj /CN=localhost 2>/dev/null
openssl ca -batch -config ca.conf -selfsign -in request.pem -keyfile key.pem -out cert.pem -startdate "${2:-20200101}000000Z" \
    -enddate "${3:-20991231}000000Z" -extfile names -notext 2>/dev/null
