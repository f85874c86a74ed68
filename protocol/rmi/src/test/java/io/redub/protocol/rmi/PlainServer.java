package io.redub.protocol.rmi;

import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;

/** A process with nothing but the JDK and the service; ends with its input. */
public final class PlainServer {
    private static final TillBean BEAN = new TillBean();

    private PlainServer() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Registry registry = LocateRegistry.createRegistry(port);
        registry.rebind("till", UnicastRemoteObject.exportObject(BEAN, 0));
        System.out.println("ready");
        while (System.in.read() >= 0) {}
        System.exit(0);
    }
}
