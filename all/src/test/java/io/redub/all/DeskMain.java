package io.redub.all;

import io.redub.config.RedubBootstrap;
import io.redub.config.ServiceConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider in a process of its own: says {@code ready PORT}, and ends with its input. */
public final class DeskMain {
    private DeskMain() {}

    private static final class DeskBean implements Desk {
        private final String name;
        private final AtomicInteger booked = new AtomicInteger();
        private volatile int millis;

        DeskBean(String name) {
            this.name = name;
        }

        @Override
        public String who() {
            takeTime();
            return name;
        }

        @Override
        public String serve(String customer) {
            return who();
        }

        @Override
        public int book() {
            takeTime();
            return booked.incrementAndGet();
        }

        @Override
        public int booked() {
            return booked.get();
        }

        @Override
        public void slow(int newMillis) {
            millis = newMillis;
        }

        private void takeTime() {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public static void main(String[] args) throws IOException {
        try (RedubBootstrap provider =
                RedubBootstrap.application("desk-" + args[0])
                        .protocol("dubbo", Integer.parseInt(args[1]))
                        .host("127.0.0.1")
                        .shutdownWait(Duration.ZERO)
                        .service(ServiceConfig.of(Desk.class, new DeskBean(args[0])))
                        .start()) {
            System.out.println("ready " + provider.port("dubbo"));
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
