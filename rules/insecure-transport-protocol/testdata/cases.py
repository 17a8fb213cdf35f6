import imaplib
import poplib
import smtplib
import telnetlib
from ftplib import FTP, FTP_TLS
from smtplib import SMTP, SMTP_SSL

import requests
from pysnmp.hlapi import CommunityData


def mail(host, user, password):
    s = SMTP(host, 25)
    s.login(user, password)  # want
    with smtplib.SMTP(host) as t:
        t.login(user, password)  # want
    i = imaplib.IMAP4(host)
    i.login(user, password)  # want
    p = poplib.POP3(host)
    p.pass_(password)  # want


def safe(host, user, password):
    s = SMTP(host)
    s.starttls()
    s.login(user, password)
    SMTP_SSL(host).login(user, password)
    imaplib.IMAP4_SSL(host).login(user, password)
    FTP_TLS(host)
    FTP("localhost")


def other(host, auth):
    telnetlib.Telnet(host)  # want
    FTP(host)  # want
    CommunityData("public")  # want
    requests.get("http://example.com/x", auth=auth, timeout=3)  # want
    requests.get("https://example.com/x", auth=auth, timeout=3)
    requests.get("http://localhost:80/x", auth=auth, timeout=3)
    requests.get("http://example.com/x", timeout=3)
