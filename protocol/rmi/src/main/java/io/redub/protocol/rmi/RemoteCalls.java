package io.redub.protocol.rmi;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * What every service is behind for peers that are Redub, too. Public, as RMI calls it; peers need
 * nothing but its name and signature.
 */
public interface RemoteCalls extends Remote {
    /** Makes a call and answers with what became of it, both as {@link CallForm} writes them. */
    byte[] call(byte[] request) throws RemoteException;
}
