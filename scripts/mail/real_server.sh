#!/usr/bin/env bash
# Runs Debian's postfix and dovecot for a test, with configurations and mailboxes of their own below FOLDER, on free ports of 127.0.0.1:
# prints the SMTP and the IMAP port, and runs until standard input ends. Mail for ana, ben and ruth of example.com is taken by STARTTLS and login
# alone and read back by IMAP, all with the one password. FOLDER gets cert.pem, which vouches for localhost.
# usage: real_server.sh FOLDER PASSWORD <pipe
set -euo pipefail
# A daemon must inherit neither blocked signals, which no shell can unblock, nor files that tell whoever started this that it is still there.
as_daemon() { perl -MPOSIX -e 'sigprocmask(SIG_SETMASK, POSIX::SigSet->new); POSIX::close($_) for 3 .. 255; exec @ARGV' "$@" </dev/null; }
folder=$1 password=$2
[ "$(id -u)" -eq 0 ] || { echo "postfix runs as root only" >&2; exit 69; }
for program in /usr/sbin/postfix /usr/sbin/dovecot; do
    [ -x "$program" ] || { echo "$program is missing: run scripts/setup.sh --tests" >&2; exit 69; }
done

mkdir -p "$folder"/{postfix,queue,data,mail,dovecot}
chmod 755 "$folder"
"$(dirname "$0")/certificate.sh" "$folder"
chown postfix "$folder/data"
chown nobody "$folder/mail"
# Below those that the system gives to whoever connects somewhere.
free_port() {
    local port
    for _ in $(seq 50); do
        port=$(($1 + RANDOM % 6000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
    echo "no port is free" >&2
    return 1
}
smtp=$(free_port 20000) imap=$(free_port 26000)

cat >"$folder/dovecot.conf" <<CONF
base_dir = $folder/dovecot/run
state_dir = $folder/dovecot/state
log_path = $folder/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <$folder/cert.pem
ssl_key = <$folder/key.pem
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:$folder/mail/%n
auth_mechanisms = plain login
passdb {
  driver = static
  args = password=$password
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$folder/mail/%n
}
service imap-login {
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = 0
  }
}
service auth {
  unix_listener $folder/queue/private/auth {
    mode = 0666
  }
}
CONF
for user in ana ben ruth; do echo "$user@example.com $user/"; done >"$folder/postfix/mailboxes"
cat >"$folder/postfix/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = $folder/postfix.log
maillog_file_prefixes = $folder
myhostname = mail.example.com
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtputf8_enable = yes
message_size_limit = 20000000
virtual_mailbox_domains = example.com
virtual_mailbox_base = $folder/mail
virtual_mailbox_maps = texthash:$folder/postfix/mailboxes
virtual_mailbox_limit = 0
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(getent group nogroup | cut -d: -f3)
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = $folder/key.pem, $folder/cert.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
CONF
cat >"$folder/postfix/master.cf" <<CONF
127.0.0.1:$smtp inet n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
proxymap  unix  - - n - - proxymap
error     unix  - - n - - error
retry     unix  - - n - - error
virtual   unix  - n n - - virtual
anvil     unix  - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
CONF

stop() {
    trap - EXIT
    /usr/sbin/postfix -c "$folder/postfix" stop >/dev/null 2>&1 || true
    /usr/sbin/dovecot -c "$folder/dovecot.conf" stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 0' TERM HUP
trap '' INT
exec 3<&0
as_daemon /usr/sbin/postfix -c "$folder/postfix" start >"$folder/start.log" 2>&1 || { cat "$folder/start.log" "$folder/postfix.log" >&2; exit 69; }
as_daemon /usr/sbin/dovecot -c "$folder/dovecot.conf" >>"$folder/start.log" 2>&1 || { cat "$folder/start.log" >&2; exit 69; }
for _ in $(seq 100); do
    if (exec 4<>"/dev/tcp/127.0.0.1/$smtp") 2>/dev/null && (exec 4<>"/dev/tcp/127.0.0.1/$imap") 2>/dev/null && [ -S "$folder/queue/private/auth" ]; then
        echo "$smtp $imap"
        # In the background, so that a signal is heeded at once.
        cat <&3 >/dev/null &
        wait $!
        exit 0
    fi
    sleep 0.1
done
cat "$folder"/*.log >&2
exit 69
