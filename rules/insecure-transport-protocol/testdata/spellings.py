import ftplib
import imaplib
import poplib
import smtplib
import telnetlib
from ftplib import FTP, FTP_TLS
from imaplib import IMAP4

import ldap
import requests
from pysnmp.hlapi import CommunityData, UsmUserData


def a():
    ftp = ftplib.FTP("ftp.example.com")  # want
    ftp.login("user", "password")


def b(host, user, password):
    with FTP(host) as ftp:  # want
        ftp.login(user=user, passwd=password)


def c(host):
    return telnetlib.Telnet(host, 23)  # want


def d(host, user, password):
    server = smtplib.SMTP(host, 25)
    server.login(user, password)  # want
    server.sendmail("a", "b", "c")


def e(host, user, password):
    box = poplib.POP3(host)
    box.user(user)
    box.pass_(password)  # want


def f(host, user, password):
    box = IMAP4(host)
    box.login(user, password)  # want


def g():
    return CommunityData("public", mpModel=0)  # want


def h():
    return UsmUserData("user")  # want


def i(password):
    return requests.post("http://api.shop.com/login", data={"password": password}, timeout=5)  # want


def j(password):
    conn = ldap.initialize("ldap://directory.shop.com")
    conn.simple_bind_s("cn=root", password)  # want


def k(host, user, password):
    FTP_TLS(host).login(user, password)  # ok
    smtplib.SMTP_SSL(host).login(user, password)  # ok
    imaplib.IMAP4_SSL(host).login(user, password)  # ok
    poplib.POP3_SSL(host)  # ok


def l(host, user, password):
    server = smtplib.SMTP(host, 587)  # ok
    server.starttls()
    server.login(user, password)


def m():
    ftplib.FTP("localhost")  # ok
    telnetlib.Telnet("127.0.0.1")  # ok
    requests.get("http://www.shop.com/", timeout=5)  # ok


def n():
    server = smtplib.SMTP("mail.shop.com")  # ok
    server.sendmail("a", "b", "c")


def o(user, key):
    UsmUserData(user, authKey=key, privKey=key)  # ok
