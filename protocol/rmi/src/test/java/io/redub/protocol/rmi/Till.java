package io.redub.protocol.rmi;

import java.io.Serializable;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Map;

/** A remote interface as any RMI application has it. */
public interface Till extends Remote {
    String greet(String name) throws RemoteException;

    double sum(byte a, short b, int c, long d, float e, double f, boolean g, char h)
            throws RemoteException;

    long count(int[] numbers) throws RemoteException;

    char sign(boolean plus) throws RemoteException;

    Receipt buy(Map<String, Integer> basket) throws RemoteException, SoldOut;

    Object echo(Object any) throws RemoteException;

    void pause(long millis) throws RemoteException;

    /** What is bought. */
    record Receipt(List<String> items, int total) implements Serializable {}

    /** A business exception. */
    class SoldOut extends Exception {
        private static final long serialVersionUID = 1L;
        public final int left;

        public SoldOut(String message, int left) {
            super(message);
            this.left = left;
        }
    }
}
