import hashlib, random, secrets, ssl, os, tempfile, requests, jwt, subprocess, smtplib, ftplib, telnetlib, http.client, logging, re, uuid, socket, hmac, base64, bcrypt, string
from Crypto.Cipher import AES, DES, ARC4, DES3, Blowfish
from Crypto.PublicKey import RSA, DSA
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.asymmetric import rsa, dsa, ec
from cryptography.hazmat.primitives import hashes
from flask import Flask, request, make_response, session
import paramiko, urllib3, httpx, aiohttp
app = Flask(__name__)
app.config["SECRET_KEY"] = "hunter2hunter2"  # want
app.secret_key = "dev-secret-value"  # want

def weak(pw, data):
    hashlib.md5(pw.encode()).hexdigest()  # want: weak-hash
    hashlib.sha1(data)  # want: weak-hash
    hashlib.new("md5", data)  # want: weak-hash
    hashlib.md5(data, usedforsecurity=False)  # silent
    hashlib.sha256(data)  # silent
    hashes.Hash(hashes.MD5())  # want: weak-hash
    AES.new(b"k" * 16, AES.MODE_ECB)  # want
    DES.new(b"12345678", DES.MODE_ECB)  # want
    ARC4.new(b"key")  # want
    Cipher(algorithms.TripleDES(b"x"), modes.CBC(b"y"))  # want
    Cipher(algorithms.AES(os.urandom(32)), modes.ECB())  # want
    Cipher(algorithms.AES(os.urandom(32)), modes.GCM(os.urandom(12)))  # silent
    RSA.generate(1024)  # want
    RSA.generate(2048)  # silent
    rsa.generate_private_key(public_exponent=65537, key_size=1024)  # want
    ec.generate_private_key(ec.SECP192R1())  # want

def rnd():
    token = "".join(random.choice(string.ascii_letters) for _ in range(20))  # want: weak-random
    password = random.randint(1000, 9999)  # want: weak-random
    session_id = str(random.random())  # want: weak-random
    otp = random.randrange(100000, 999999)  # want: weak-random
    reset_token = hashlib.sha256(str(random.random()).encode()).hexdigest()  # want: weak-random
    t = secrets.token_hex(16)  # silent
    x = random.randint(1, 6)  # silent
    return token, password, session_id, otp, t, x, reset_token

def tls():
    requests.get("https://x", verify=False)  # want: tls-certificate-verification-disabled
    httpx.Client(verify=False)  # want: tls-certificate-verification-disabled
    ctx = ssl.create_default_context()
    ctx.check_hostname = False  # want
    ctx.verify_mode = ssl.CERT_NONE  # want: tls-certificate-verification-disabled
    ssl._create_unverified_context()  # want
    ssl.wrap_socket(socket.socket(), ssl_version=ssl.PROTOCOL_SSLv3)  # want
    ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # want: tls-insecure-protocol
    urllib3.PoolManager(cert_reqs="CERT_NONE")  # want
    c = paramiko.SSHClient()
    c.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # want: ssh-host-key-not-verified
    jwt.decode("x", options={"verify_signature": False})  # want: jwt-verification-disabled
    jwt.decode("x", "k", algorithms=["none"])  # want
    s = aiohttp.TCPConnector(ssl=False)  # want
    s.verify = False

def perms():
    os.chmod("/tmp/x", 0o777)  # want: loose-file-permissions
    os.chmod("/tmp/x", 0o600)  # silent
    os.umask(0)  # want
    open(tempfile.mktemp(), "w")  # want: insecure-temp-file
    os.open("x", os.O_CREAT, 0o666)
    os.mkdir("/srv/x", 0o777)  # want

PASSWORD = "s3cr3t-Pa55"  # want: hardcoded-credentials
db_password = os.environ["DB_PASSWORD"]  # silent

def conn():
    import psycopg2, pymysql
    psycopg2.connect(host="x", user="a", password="hunter2!")  # want: hardcoded-credentials
    pymysql.connect(host="x", user="a", passwd="hunter2!")  # want: hardcoded-credentials
    smtplib.SMTP("x").login("a", "hunter2!")  # want: hardcoded-credentials
    requests.get("https://x", auth=("admin", "hunter2!"), timeout=3)  # want
    requests.get("https://x", headers={"Authorization": "Bearer abcdef0123456789abcdef"}, timeout=3)  # want :missing

def check(password):
    if password == "letmein123":  # want
        return True

@app.route("/c")
def c():
    r = make_response("")
    r.set_cookie("session", "x", secure=False, httponly=False)  # want
    r.set_cookie("session", "x", secure=True, httponly=True, samesite="Lax")  # silent
    r.set_cookie(request.args["n"], request.args["v"])
    return r

def redos(s):
    re.match(r"^(a+)+$", s)  # want: redos
    re.match(r"(.*a){20}", s)  # want: redos :missing
    re.match(r"^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$", s)  # want: redos
    re.match(r"^[a-z]+$", s)  # silent

def plain():
    telnetlib.Telnet("x")  # want
    ftplib.FTP("x").login()  # want
    requests.post("http://example.com/login", data={"password": "x"}, timeout=2)  # want

def logs(password, user):
    logging.info("password is %s", password)  # want: sensitive-data-logged
    print("token", user.token)
    logging.info("user %s", user)  # silent

def cmp(mac, data):
    return hmac.new(b"k", data, "sha256").hexdigest() == mac  # want: timing-unsafe-comparison

if __name__ == "__main__":
    app.run(debug=True, host="0.0.0.0")  # want: debug-mode-enabled
