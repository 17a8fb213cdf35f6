import streamlit
import gradio
import os
import rq
import azure.functions
import celery
import confluent_kafka
import dramatiq
import functions_framework
import kafka
import nats
import websockets
import zmq

from leadline_proof import sink, source


def azure_functions_httprequest(x: azure.functions.HttpRequest):
    sink(x.params)  # source: http-input
    sink(x.route_params)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.form)  # source: http-input
    sink(x.files)  # source: http-input
    sink(x.url)  # source: http-input
    sink(x.get_body())  # source: http-input
    sink(x.get_json())  # source: http-object


def azure_functions_queuemessage(x: azure.functions.QueueMessage):
    sink(x.get_body())  # source: message-input
    sink(x.get_json())  # source: message-input


def azure_functions_servicebusmessage(x: azure.functions.ServiceBusMessage):
    sink(x.get_body())  # source: message-input
    sink(x.get_json())  # source: message-input


def azure_functions_eventhubevent(x: azure.functions.EventHubEvent):
    sink(x.get_body())  # source: message-input
    sink(x.get_json())  # source: message-input


def kafka_record(x: kafka.Record):
    sink(x.value)  # source: message-input
    sink(x.key)  # source: message-input
    sink(x.headers)  # source: message-input


def kafka_kafkaconsumer(x: kafka.KafkaConsumer):
    sink(x.poll())  # source: message-input
    sink(x.getone())  # source: message-input
    sink(x.getmany())  # source: message-input


def confluent_kafka_message(x: confluent_kafka.Message):
    sink(x.value())  # source: message-input
    sink(x.key())  # source: message-input
    sink(x.headers())  # source: message-input


def confluent_kafka_consumer(x: confluent_kafka.Consumer):
    sink(x.consume())  # source: message-input


def websockets_connection(x: websockets.Connection):
    sink(x.recv())  # source: message-input


def nats_msg(x: nats.Msg):
    sink(x.data)  # source: message-input


def zmq_socket(x: zmq.Socket):
    sink(x.recv())  # source: message-input
    sink(x.recv_string())  # source: message-input
    sink(x.recv_json())  # source: message-input
    sink(x.recv_multipart())  # source: message-input


tasks = celery.Celery("tasks")


def handler(event, context):
    sink(event["body"])  # source: message-input
    sink(event.get("body"))  # source: message-input
    sink(context)  # clean


def unrelated(event, other):
    sink(event)  # clean


@functions_framework.http
def answered(request):
    sink(request.args)  # source: http-input


@functions_framework.cloud_event
def told(happened):
    sink(happened)  # source: message-input


@celery.shared_task
def shared(payload):
    sink(payload)  # source: api-input


@celery.task
def old(payload):
    sink(payload)  # source: api-input


@tasks.task
def own(payload):
    sink(payload)  # source: api-input


@dramatiq.actor
def acted(payload):
    sink(payload)  # source: api-input


def consumed():
    for record in kafka.KafkaConsumer("a"):
        sink(record.value)  # source: message-input


import aio_pika
import asyncio
import chalice
import flask_socketio
import graphene
import pika
import socketio
import strawberry
import xmlrpc.server

rooms = flask_socketio.SocketIO()
hub = socketio.Server()
service = chalice.Chalice()
broker = pika.BlockingConnection().channel()
calls = xmlrpc.server.SimpleXMLRPCServer()


@rooms.on("a")
def said(data):
    sink(data)  # source: message-input


@rooms.event
def said_too(data):
    sink(data)  # source: message-input


@hub.on("a")
def told(sid, data):
    sink(sid)  # clean
    sink(data)  # source: message-input


@hub.event
def told_too(sid, data):
    sink(data)  # source: message-input


@service.route("/{name}")
def chalice_view(name):
    sink(name)  # source: http-input
    sink(service.current_request.query_params["a"])  # source: http-input
    sink(service.current_request.headers["a"])  # source: http-input
    sink(service.current_request.raw_body)  # source: http-input
    sink(service.current_request.uri_params)  # source: http-input
    sink(service.current_request.json_body)  # source: http-object


@service.get("/a")
def chalice_get(name):
    sink(name)  # source: http-input


@service.on_sqs_message("a")
def chalice_message(message):
    sink(message)  # source: message-input


def arrived(where, how, what, content):
    sink(content)  # source: message-input


broker.basic_consume("queue", arrived)
sink(broker.basic_get("queue"))  # source: message-input
sink(broker.consume("queue"))  # source: message-input


def on_message(ch, method, properties, body):
    sink(body)  # source: message-input
    sink(method)  # clean


def on_publish(client, userdata, msg):
    sink(msg.payload)  # source: message-input


async def aio(message: aio_pika.Message):
    sink(message.body)  # source: message-input
    sink(message.headers)  # source: message-input


async def talk(connection):
    sink(await connection.recv())  # source: message-input


websockets.serve(talk, "localhost", 1)


async def streams(reader, writer):
    sink(await reader.read())  # source: message-input


asyncio.start_server(streams, "localhost", 1)
asyncio.start_unix_server(streams, "path")


class Echo(asyncio.Protocol):
    def data_received(self, data):
        sink(data)  # source: message-input


class Packets(asyncio.DatagramProtocol):
    def datagram_received(self, data, address):
        sink(data)  # source: message-input


def called(argument):
    sink(argument)  # source: message-input


calls.register_function(called)


class Asked(graphene.ObjectType):
    def resolve_name(self, info, name):
        sink(info)  # clean
        sink(name)  # source: http-input


class Changed(graphene.Mutation):
    def mutate(self, info, name):
        sink(name)  # source: http-input


class Relayed(graphene.relay.ClientIDMutation):
    def mutate_and_get_payload(self, info, name):
        sink(name)  # source: http-input


class Fields:
    @strawberry.field
    def name(self, text: str, number: int) -> str:
        sink(text)  # source: http-input
        sink(number)  # clean

    @strawberry.mutation
    def change(self, text: str) -> str:
        sink(text)  # source: http-input


class Servicer(greeter_grpc.GreeterServicer):
    def SayHello(self, request, context):
        sink(request.name)  # source: message-input


def answer_azure():
    azure.functions.HttpResponse(source(), mimetype="text/html")  # sink: html-body
    azure.functions.HttpResponse(source())  # silent


def gateway(environ, start_response):
    sink(environ["QUERY_STRING"])  # source: http-input


@functions_framework.http
def answered(request):
    return "<b>" + source()  # sink: html-body


@service.post("/b")
def chalice_post(name):
    sink(name)  # source: http-input


@service.on_sns_message("a")
def chalice_notice(event):
    sink(event)  # source: message-input


@service.on_s3_event("a")
def chalice_stored(event):
    sink(event)  # source: message-input


@service.lambda_function()
def chalice_function(event, context):
    sink(event)  # source: message-input


def work(x):
    sink(x)  # flows


def queue(q: rq.Queue):
    q.enqueue(work, source())
    sink(q.enqueue(work, source()))  # clean
    sink(q.enqueue_call(work, source()))  # clean
    sink(q.enqueue_at(source(), work))  # clean
    sink(q.enqueue_in(source(), work))  # clean


def greeted(name):
    sink(name)  # source: http-input


def chatted(message, history):
    sink(message)  # source: http-input


def clicked(text):
    sink(text)  # source: http-input


gradio.Interface(fn=greeted, inputs="text", outputs="text")
gradio.ChatInterface(chatted)
gradio.Button("go").click(clicked, inputs=[])


def each(text):
    sink(text)  # source: http-input


for part in (gradio.Textbox(), gradio.Dropdown(), gradio.Slider(), gradio.Chatbot(), gradio.File(), gradio.Radio(), gradio.Checkbox()):
    pass
gradio.Textbox().submit(each)
gradio.Component.change, gradio.Component.input, gradio.Component.select, gradio.Component.upload, gradio.Component.release
sink(streamlit.text_input("x"))  # source: http-input
sink(streamlit.text_area("x"))  # source: http-input
sink(streamlit.chat_input())  # source: http-input
sink(streamlit.sidebar.text_input("x"))  # source: http-input
sink(streamlit.file_uploader("x"))  # source: http-upload
sink(streamlit.query_params["a"])  # source: http-input
sink(streamlit.experimental_get_query_params())  # source: http-input

streamlit.markdown(source(), unsafe_allow_html=True)  # sink: html-body
streamlit.write(source(), unsafe_allow_html=True)  # sink: html-body
streamlit.markdown(source())  # silent
streamlit.components.v1.html(source())  # sink: html-body


def answering(event, context):
    return {"statusCode": 200, "body": event["a"]}  # sink: response-body
