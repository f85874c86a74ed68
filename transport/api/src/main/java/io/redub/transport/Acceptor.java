package io.redub.transport;

/** Gives every new connection the receiver of its bytes; called on the connection's I/O thread. */
@FunctionalInterface
public interface Acceptor {
    Receiver accept(Connection connection);
}
