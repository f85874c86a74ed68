package io.redub.bench.overload;

import io.redub.bench.Peer;
import io.redub.config.RedubBootstrap;
import io.redub.example.shop.OutOfStockException;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The customers of a shop in a JVM of their own, told what to do by lines on standard input. They
 * call by Redub whatever the shop is built with, so that what differs is the shop.
 *
 * <pre>
 * OverloadPeer ORDER-ADDRESS INVENTORY-ADDRESS → connected
 *   run RATE WARM-UP COUNTED                   → an {@link Outcome}
 *   stop                                       → stopped
 * </pre>
 */
final class OverloadPeer {
    private OverloadPeer() {}

    public static void main(String[] args) throws Exception {
        // Libraries may print to System.out, so that one is led to System.err.
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        serve(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                out,
                args);
        System.exit(0);
    }

    private static void serve(BufferedReader in, PrintStream out, String[] addresses)
            throws IOException, InterruptedException, OutOfStockException {
        RedubBootstrap redub = RedubBootstrap.application("customers").start();
        Customers customers = new Customers(redub, addresses[0], addresses[1]);
        out.println(Peer.ANSWER + "connected");
        OpenLoop load = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("run")) {
                load =
                        new OpenLoop(
                                customers,
                                Double.parseDouble(words[1]),
                                Long.parseLong(words[2]),
                                Long.parseLong(words[3]));
                out.println(Peer.ANSWER + load.run().format());
            } else if (load != null) {
                load.stop();
                out.println(Peer.ANSWER + "stopped");
            }
        }
    }
}
