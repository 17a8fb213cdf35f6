import flask_mail
import flask_mailman
import sendgrid
import sendgrid.helpers.mail

from leadline_proof import source

message = flask_mail.Message("a", ["b"], "c", source())  # sink: mail-html
flask_mail.Message("a", html=source())  # sink: mail-html
flask_mail.Message(source(), body=source())  # silent
message.html = source()  # sink: mail-html
message.body = source()  # silent
flask_mailman.EmailMessage("a", html=source())  # sink: mail-html
sendgrid.Mail(html_content=source())  # sink: mail-html
sendgrid.helpers.mail.Mail("a", "b", "c", "d", source())  # sink: mail-html
sendgrid.Content("text/html", source())  # sink: mail-html
sendgrid.helpers.mail.Content("text/plain", source())  # silent
