package io.redub.protocol.dubbo;

import io.netty.buffer.ByteBuf;
import io.redub.exchange.ExchangeClient;
import io.redub.exchange.PendingCall;
import io.redub.exchange.RequestChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Several connections to one provider, used in turn, those that are up first. Thread-safe. */
final class SpreadChannel implements RequestChannel {
    private final List<ExchangeClient> clients;
    private final AtomicInteger turn = new AtomicInteger();

    SpreadChannel(List<ExchangeClient> clients) {
        this.clients = List.copyOf(clients);
    }

    private ExchangeClient next() {
        int size = clients.size();
        int first = Math.floorMod(turn.getAndIncrement(), size);
        for (int i = 0; i < size; i++) {
            ExchangeClient client = clients.get((first + i) % size);
            if (client.available()) {
                return client;
            }
        }
        return clients.get(first);
    }

    @Override
    public String peer() {
        return clients.get(0).peer();
    }

    @Override
    public boolean available() {
        return clients.stream().anyMatch(ExchangeClient::available);
    }

    @Override
    public CompletableFuture<?> ready() {
        return CompletableFuture.allOf(
                clients.stream().map(ExchangeClient::ready).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void send(PendingCall<?> call) {
        next().send(call);
    }

    @Override
    public boolean sendOneWay(ByteBuf frame) {
        return next().sendOneWay(frame);
    }
}
