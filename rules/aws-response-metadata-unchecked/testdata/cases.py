import boto3


class A:
    def a(self, c):
        return c.list_buckets().get("ResponseMetadata").get("HTTPStatusCode")  # want

    def b(self, c):
        m = c.head_bucket(Bucket="b").get("ResponseMetadata")  # want
        return m["HTTPStatusCode"]

    def c(self, c):
        r = boto3.client("s3").list_buckets()
        m = r.get("ResponseMetadata")  # want
        print(m.get("RequestId"))

    def d(self, c):
        r = c.get_object(Bucket="b", Key="k")
        return r.get("ResponseMetadata")["RequestId"]  # want

    def e(self, c):
        m = c.list_buckets().get("ResponseMetadata")
        if m:
            return m["RequestId"]

    def f(self, c):
        return c.list_buckets().get("ResponseMetadata", {}).get("x")

    def g(self, c):
        return c.list_buckets()["ResponseMetadata"]["RequestId"]

    def h(self, c):
        m = c.list_buckets().get("ResponseMetadata")
        return m is not None
