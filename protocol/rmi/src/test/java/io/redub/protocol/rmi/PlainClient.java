package io.redub.protocol.rmi;

import java.rmi.Naming;
import java.rmi.RemoteException;
import java.util.Map;

/** A process with nothing but the JDK and the interface; prints what it got. */
public final class PlainClient {
    private PlainClient() {}

    public static void main(String[] arguments) throws Exception {
        Till till = (Till) Naming.lookup(arguments[0]);
        System.out.println(till.greet("plain"));
        System.out.println(till.sum((byte) 1, (short) 2, 3, 4L, 0.5f, 0.25, true, 'a'));
        System.out.println(till.count(new int[] {1, 2, 3}));
        System.out.println(till.sign(false));
        System.out.println(till.buy(Map.of("tea", 2)));
        try {
            till.buy(Map.of("gold", 1));
        } catch (Till.SoldOut e) {
            System.out.println(e.getMessage() + " " + e.left);
        }
        try {
            till.echo(null);
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        try {
            till.echo(new Outsider());
        } catch (RemoteException e) {
            System.out.println(e.getMessage());
        }
    }
}
