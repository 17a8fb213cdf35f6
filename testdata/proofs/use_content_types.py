from flask import Flask, request, make_response, Response, jsonify
app = Flask(__name__)

@app.get("/1")
def a1():
    r = make_response(request.args["q"])
    r.headers["Content-Type"] = "text/plain; charset=utf-8"
    return r  # silent

@app.get("/2")
def a2():
    r = make_response(request.args["q"])
    r.mimetype = "text/plain"
    return r  # silent

@app.get("/3")
def a3():
    r = make_response(request.args["q"])
    r.content_type = "application/json"
    return r  # silent

@app.get("/4")
def a4():
    r = Response(request.args["q"])
    r.headers["Content-Type"] = "application/json"
    return r  # silent

@app.get("/5")
def a5():
    r = Response(request.args["q"], content_type="text/csv")
    return r  # silent

@app.get("/6")
def a6():
    r = Response(request.args["q"], headers={"Content-Type": "text/csv"})
    return r  # silent

@app.get("/7")
def a7():
    return request.args["q"], 200, {"Content-Type": "text/plain"}  # silent

@app.get("/8")
def a8():
    r = make_response(request.args["q"])
    r.headers["Content-Type"] = unknown()
    return r

@app.get("/9")
def a9():
    r = make_response(request.args["q"])
    r.headers["X-Frame"] = "x"
    return r  # want: 

@app.get("/10")
def a10():
    r = make_response(request.args["q"])
    r.headers["Content-Type"] = "text/html"
    return r  # want: 

@app.get("/11")
def a11():
    r = make_response(request.args["q"], 200)
    r.headers.set("Content-Type", "text/plain")
    return r  # silent :spurious

@app.get("/12")
def a12():
    return Response(request.args["q"], mimetype="application/json")  # silent

@app.get("/13")
def a13():
    return Response(request.args["q"])  # want: 
