package com.example;

import io.redub.registry.DurableRegistry;
import io.redub.registry.Registry;
import io.redub.registry.RegistryFactory;
import io.redub.url.URL;

/** {@code board://name:1}: a registry for tests and for services of one process. */
public final class BoardRegistryFactory implements RegistryFactory {
    @Override
    public Registry connect(URL address) {
        Board board = Board.named(address.getAddress());
        return new DurableRegistry(address, new BoardBackend(board)).start();
    }
}
