import torch


class T:
    def a(self, data):
        while data:
            self.loss(data.pop()).backward()
            self.optimizer.step()  # want

    def b(self, data):
        for epoch in range(3):
            for x in data:
                loss = self.net(x)
                loss.backward()
                self.opt.step()  # want

    def c(self, data, opt):
        for x in data:
            self.net(x).sum().backward()
            torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1)
            opt.step()  # want

    def d(self, data, optimizer, scheduler):
        for x in data:
            self.net(x).backward()
            optimizer.step()  # want
            scheduler.step()

    def e(self, data, opt):
        for x in data:
            self.net(x).backward()
            opt.step()
            opt.zero_grad(set_to_none=True)

    def f(self, data, opt):
        for i, x in enumerate(data):
            self.net(x).backward()
            if i % 4 == 0:
                opt.step()
                opt.zero_grad()

    def g(self, data, opt):
        for x in data:
            self.net.zero_grad()
            self.net(x).backward()
            opt.step()

    def h(self, data, opt):
        for x in data:
            for p in self.net.parameters():
                p.grad = None
            self.net(x).backward()
            opt.step()

    def i(self, data, game):
        for x in data:
            game.step()
