package io.redub.protocol.rmi;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** A class that nobody named; tells when it is made. */
public final class Outsider implements Serializable {
    private static final long serialVersionUID = 1L;
    static final AtomicInteger MADE = new AtomicInteger();

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        MADE.incrementAndGet();
        in.defaultReadObject();
    }
}
