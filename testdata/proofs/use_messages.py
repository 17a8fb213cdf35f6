import os, pickle, json, pika, redis, yaml
from celery import Celery, shared_task
from kafka import KafkaConsumer
import graphene, strawberry, grpc, boto3
app = Celery("x")

@app.task
def t(cmd):
    os.system(cmd)

@shared_task
def t2(path):
    eval(path)

def cb(ch, method, properties, body):
    os.system(body.decode())  # want: os-command-injection
    pickle.loads(body)  # want: unsafe-deserialization

conn = pika.BlockingConnection()
ch = conn.channel()
ch.basic_consume(queue="q", on_message_callback=cb)

def consume():
    c = KafkaConsumer("t")
    for m in c:
        pickle.loads(m.value)  # want: unsafe-deserialization
        d = json.loads(m.value)
        os.system(d["x"])  # want: os-command-injection

def sqs():
    s = boto3.client("sqs")
    r = s.receive_message(QueueUrl="x")
    for m in r["Messages"]:
        os.system(m["Body"])  # want: os-command-injection
    q = boto3.resource("sqs").get_queue_by_name(QueueName="x")
    for m in q.receive_messages():
        os.system(m.body)  # want: os-command-injection

class Query(graphene.ObjectType):
    u = graphene.String(name=graphene.String())
    def resolve_u(self, info, name):
        return os.popen("x " + name).read()  # want: os-command-injection

class M(graphene.Mutation):
    class Arguments:
        name = graphene.String()
    def mutate(self, info, name):
        os.system(name)  # want: os-command-injection
    ok = graphene.Boolean()

@strawberry.type
class SQ:
    @strawberry.field
    def u(self, name: str) -> str:
        return os.popen("x " + name).read()  # want: os-command-injection

import x_pb2_grpc
class Svc(x_pb2_grpc.GreeterServicer):
    def SayHello(self, request, context):
        os.system(request.name)  # want: os-command-injection

import websockets, asyncio
async def wsh(websocket):
    async for message in websocket:
        os.system(message)  # want: os-command-injection
    m = await websocket.recv()
    os.system(m)  # want: os-command-injection

async def mainws():
    async with websockets.serve(wsh, "", 80):
        pass

async def tcp(reader, writer):
    d = await reader.read(100)
    os.system(d.decode())  # want: os-command-injection
    l = await reader.readline()
    eval(l)  # want: code-injection

async def maintcp():
    s = await asyncio.start_server(tcp, "", 80)

from flask_socketio import SocketIO
sio = SocketIO()
@sio.on("x")
def on_x(data):
    os.system(data["q"])  # want: os-command-injection

def sub():
    r = redis.Redis()
    p = r.pubsub()
    for m in p.listen():
        pickle.loads(m["data"])  # want: unsafe-deserialization
    pickle.loads(r.get("k"))

import paho.mqtt.client as mqtt
def on_message(client, userdata, msg):
    os.system(msg.payload.decode())  # want: os-command-injection
c = mqtt.Client()
c.on_message = on_message
