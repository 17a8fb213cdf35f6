import azure.core.credentials
import azure.identity
import azure.storage.blob
import cassandra.auth
import discord
import discord.ext.commands
import github
import github.MainClass
import gitlab
import hvac
import neo4j
import paho.mqtt.client
import pika
import poplib
import pusher
import pysftp
import sendgrid
import slack_sdk
import slack_sdk.web.async_client
import slack_sdk.web.client
import telegram
import telegram.ext
import tweepy
import twilio.rest

from leadline_proof import source

slack_sdk.WebClient(token=source())  # sink: credential
slack_sdk.web.client.WebClient(source())  # sink: credential
slack_sdk.web.async_client.AsyncWebClient(source())  # sink: credential
discord.Client().run(source())  # sink: credential
discord.ext.commands.Bot("!").start(source())  # sink: credential
discord.Client().login(source())  # sink: credential
telegram.Bot(token=source())  # sink: credential
telegram.ext.Updater(source())  # sink: credential
sendgrid.SendGridAPIClient(source())  # sink: credential
sendgrid.SendGridAPIClient(api_key=source())  # sink: credential
github.Github(source())  # sink: credential
github.Github("user", source())  # sink: credential
github.MainClass.Github(source(), "password")  # silent
github.Auth.Token(source())  # sink: credential
gitlab.Gitlab("https://example.com", private_token=source())  # sink: credential
gitlab.Gitlab("https://example.com", oauth_token=source())  # sink: credential
gitlab.Gitlab(source())  # silent
hvac.Client(url="https://example.com", token=source())  # sink: credential
tweepy.OAuthHandler("key", source())  # sink: credential
tweepy.Client(bearer_token=source())  # sink: credential
pika.PlainCredentials("user", source())  # sink: credential
pika.PlainCredentials(source(), "x")  # silent
paho.mqtt.client.Client().username_pw_set("user", source())  # sink: credential
azure.identity.ClientSecretCredential("tenant", "client", source())  # sink: credential
azure.storage.blob.BlobServiceClient("https://example.com", credential=source())  # sink: credential
azure.core.credentials.AzureKeyCredential(source())  # sink: credential
twilio.rest.Client("id", source())  # sink: credential
twilio.rest.TwilioRestClient("id", source())  # sink: credential
poplib.POP3_SSL("example.com").pass_(source())  # sink: credential
poplib.POP3("example.com").pass_(source())  # sink: credential
pysftp.Connection("example.com", password=source())  # sink: credential
cassandra.auth.PlainTextAuthProvider("user", source())  # sink: credential
neo4j.basic_auth("user", source())  # sink: credential
pusher.Pusher(app_id="1", secret=source())  # sink: credential
