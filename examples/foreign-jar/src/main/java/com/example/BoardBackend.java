package com.example;

import io.redub.registry.RegistryBackend;
import io.redub.url.URL;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One look at a {@link Board}; what a registry has to do besides is done by Redub. */
final class BoardBackend implements RegistryBackend {
    private final Board board;
    private volatile Events events;

    BoardBackend(Board board) {
        this.board = board;
    }

    @Override
    public void start(Events reports) {
        events = reports;
        board.join(this);
    }

    @Override
    public boolean awaitConnected(Duration limit) {
        return board.isUp();
    }

    void reached() {
        events.connected();
    }

    void lost() {
        events.disconnected();
    }

    void changed(Target target) {
        events.changed(target);
    }

    @Override
    public void create(URL url) throws IOException {
        require(board.put(url, this));
    }

    @Override
    public void delete(URL url) throws IOException {
        require(board.remove(url));
    }

    @Override
    public List<String> list(Target target) throws IOException {
        List<String> found = board.list(target);
        require(found != null);
        return found;
    }

    private static void require(boolean up) throws IOException {
        if (!up) {
            throw new IOException("the board is down");
        }
    }

    @Override
    public void forget(Target target) {
        // Everybody is told of every change; there is nothing to take back.
    }

    @Override
    public void close() {
        board.leave(this);
    }
}
