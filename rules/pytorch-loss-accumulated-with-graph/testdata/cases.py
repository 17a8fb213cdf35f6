class T:
    def a(self, data):
        for x in data:
            loss = self.net(x)
            loss.backward()
            self.total += loss  # want

    def b(self, data):
        losses = []
        while data:
            l = self.net(data.pop())
            l.backward()
            losses.append(l)  # want
        return losses

    def c(self, data):
        running = 0.0
        for x in data:
            loss = self.net(x)
            loss.backward()
            running = running + loss  # want
        return running

    def d(self, data, n):
        s = 0
        for x in data:
            loss = self.net(x)
            loss.backward()
            s += loss / n  # want
        return s

    def e(self, data):
        s = 0
        for x in data:
            loss = self.net(x)
            loss.backward()
            s += loss.detach()
            s += float(loss)
        return s

    def f(self, data):
        total = 0
        for x in data:
            loss = self.net(x)
            total += loss
        total.backward()
        return total

    def g(self, data):
        for x in data:
            loss = self.net(x)
            loss += self.penalty()
            loss.backward()

    def h(self, data, out):
        for x in data:
            loss = self.net(x)
            loss.backward()
            out.append(loss.item())
