package io.redub.interop;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * A peer in a process of its own. It takes one command a line on its standard input and answers
 * each with one line that starts with {@link #MARK}; when its input ends, it ends.
 *
 * <p>Arguments: side ({@link Side}), name, ZooKeeper address, further parameters of the services it
 * exports as {@code key=value}.
 */
final class PeerMain {
    static final String MARK = "@@";

    private PeerMain() {}

    public static void main(String[] args) throws Exception {
        String name = args[1];
        Map<String, String> parameters = new HashMap<>();
        for (int i = 3; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            parameters.put(pair[0], pair[1]);
        }
        Framework framework = Side.valueOf(args[0]).framework(name, args[2], parameters);
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = commands.readLine();
        while (line != null) {
            System.out.println(MARK + answer(framework, name, line.split(" ")));
            line = line.equals("stop") ? null : commands.readLine();
        }
        Runtime.getRuntime().halt(0);
    }

    private static String answer(Framework framework, String name, String[] words) {
        String first = words.length > 1 ? words[1] : "";
        String second = words.length > 2 ? words[2] : "";
        try {
            switch (words[0]) {
                case "export":
                    return "OK " + framework.export(Offer.standard(framework, name));
                case "case":
                    Cases.run(first, new Session(framework, second));
                    return "OK";
                case "names":
                    return "OK "
                            + names(framework, Integer.parseInt(first), Integer.parseInt(second));
                case "attached":
                    return "OK " + framework.refer(Wish.mirror()).attached(first);
                case "reports":
                    return "OK " + DubboFramework.reports();
                case "tagged":
                    return "OK " + tagged(framework, first, second);
                case "rule":
                    framework.rule(
                            URLDecoder.decode(first, StandardCharsets.UTF_8),
                            URLDecoder.decode(second, StandardCharsets.UTF_8));
                    return "OK";
                case "caller":
                    return "OK "
                            + framework
                                    .refer(Wish.mirror().at(first).with("heartbeat", "1000"))
                                    .caller();
                case "who":
                    return "OK " + framework.refer(Wish.greeter(first, second).at(words[3])).who();
                case "stop":
                    framework.close();
                    return "OK";
                default:
                    return "FAIL unknown command " + words[0];
            }
        } catch (Throwable e) {
            return "FAIL " + Peer.oneLine(e);
        }
    }

    /** Names of the providers that answered {@code calls} calls, each of which had to succeed. */
    static String names(Framework framework, int calls, int retries) {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < calls; i++) {
            names.add(framework.refer(Wish.mirror().retried(retries)).name());
        }
        return String.join(",", names);
    }

    /**
     * Names of the providers that answered calls with this tag; {@code nobody} if there was none.
     *
     * @param tag {@code -}: none
     * @param force {@code true}: nobody else may answer
     */
    static String tagged(Framework framework, String tag, String force) {
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            if (!tag.equals("-")) {
                framework.attach("dubbo.tag", tag);
            }
            if (force.equals("true")) {
                framework.attach("dubbo.force.tag", "true");
            }
            try {
                names.add(framework.refer(Wish.mirror()).name());
            } catch (RuntimeException e) {
                if (!String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("provider")) {
                    throw e;
                }
                names.add("nobody");
            }
        }
        return String.join(",", names);
    }
}
