class T:
    def a(self, data):
        for epoch in range(3):
            self.scheduler.step()  # want
            for x in data:
                self.net(x).backward()
                self.optimizer.step()

    def b(self, data, opt, lr_scheduler):
        for x in data:
            lr_scheduler.step()  # want
            self.net(x).backward()
            opt.step()

    def c(self, data, sched, opt):
        while data:
            loss = self.net(data.pop())
            sched.step(loss)  # want
            opt.step()

    def d(self, data, scheduler, optimizer_g):
        for x in data:
            scheduler.step()  # want
            optimizer_g.step()

    def e(self, data, opt, sched):
        for x in data:
            opt.step()
            sched.step()

    def f(self, data, opt, sched):
        for epoch in data:
            for x in epoch:
                opt.step()
            sched.step()

    def g(self, sched, opt):
        sched.step()
        opt.step()

    def h(self, data, sched):
        for x in data:
            sched.step()

    def i(self, data, a_opt, b_opt, sched):
        for x in data:
            a_opt.step()
            sched.step()
            b_opt.step()
