import html
import smtplib
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import boto3
from django.core.mail import EmailMultiAlternatives, send_mail
from django.template.loader import render_to_string
from django.utils.html import escape
from flask import Flask, request
from flask_mail import Mail, Message

app = Flask(__name__)
mail = Mail(app)


@app.route("/contact", methods=["POST"])
def contact():
    subject = request.form["subject"]
    body = "Subject: %s\nFrom: form@example.com\n\nSee the page" % subject
    with smtplib.SMTP("localhost") as server:
        server.sendmail("form@example.com", ["desk@example.com"], body)  # want
    return "sent"


@app.route("/contact2", methods=["POST"])
def contact2():
    sender = request.form.get("from")
    server = smtplib.SMTP("localhost", 25)
    server.sendmail(sender, "desk@example.com", f"From: {sender}\r\nSubject: hello\r\n\r\nHello")  # want
    server.quit()
    return "sent"


def welcome(request):
    name = request.POST["name"]
    send_mail("Welcome", "Hello", "a@example.com", ["b@example.com"], html_message=f"<p>Hello {name}</p>")  # want


def alternative(request):
    message = EmailMultiAlternatives("News", "text", "a@example.com", ["b@example.com"])
    message.attach_alternative("<h1>" + request.POST.get("title", "") + "</h1>", "text/html")  # want
    message.send()


@app.route("/mime", methods=["POST"])
def mime():
    message = MIMEMultipart("alternative")
    message["Subject"] = "Feedback"
    message.attach(MIMEText("<b>%s</b>" % request.form["text"], "html"))  # want
    smtplib.SMTP("localhost").sendmail("a@example.com", "b@example.com", message.as_string())
    return "sent"


@app.route("/flask", methods=["POST"])
def flask():
    note = Message("Hi", recipients=["b@example.com"])
    note.html = "<p>{}</p>".format(request.form["text"])  # want
    mail.send(note)
    return "sent"


@app.route("/ses", methods=["POST"])
def ses():
    page = "<p>" + request.form["text"] + "</p>"
    boto3.client("ses").send_email(
        Source="a@example.com",
        Destination={"ToAddresses": ["b@example.com"]},
        Message={"Subject": {"Data": "Hi"}, "Body": {"Html": {"Data": page}}},  # want:missing
    )
    return "sent"


@app.route("/std", methods=["POST"])
def std():
    message = EmailMessage()
    message["Subject"] = request.form["subject"]  # ok: the library refuses line breaks
    message.set_content("plain")
    message.add_alternative("<p>" + request.form["text"] + "</p>", subtype="html")  # want
    smtplib.SMTP("localhost").send_message(message)
    return "sent"


@app.route("/good/plain", methods=["POST"])
def plain():
    message = MIMEText(request.form["text"])  # ok
    message["Subject"] = request.form["subject"]
    smtplib.SMTP("localhost").sendmail("a@example.com", "b@example.com", message.as_string())  # ok
    return "sent"


@app.route("/good/body", methods=["POST"])
def below():
    text = request.form["text"]
    smtplib.SMTP("localhost").sendmail("a@example.com", "b@example.com", "Subject: hello\n\n" + text)  # ok
    return "sent"


@app.route("/good/stripped", methods=["POST"])
def stripped():
    subject = request.form["subject"].replace("\r", "").replace("\n", "")
    smtplib.SMTP("localhost").sendmail("a@example.com", "b@example.com", f"Subject: {subject}\n\nHello")  # ok
    return "sent"


def good(request):
    name = escape(request.POST["name"])
    send_mail("Welcome", "Hello", "a@example.com", ["b@example.com"], html_message=f"<p>Hello {name}</p>")  # ok
    page = render_to_string("welcome.html", {"name": request.POST["name"]})
    send_mail("Welcome", request.POST["text"], "a@example.com", ["b@example.com"], html_message=page)  # ok


@app.route("/good/escaped", methods=["POST"])
def escaped():
    note = Message("Hi", recipients=["b@example.com"], body=request.form["text"])
    note.html = "<p>{}</p>".format(html.escape(request.form["text"]))  # ok
    mail.send(note)
    return "sent"
