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
