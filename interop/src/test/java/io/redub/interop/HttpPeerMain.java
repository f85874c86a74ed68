package io.redub.interop;

import io.redub.interop.api.Depot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * A Dubbo 2.7 process that speaks Dubbo's protocols over HTTP; commands as those of {@link
 * PeerMain}: {@code export PROTOCOL}, {@code check PROTOCOL NAME}, {@code order PROTOCOL}.
 *
 * <p>Arguments: name, ZooKeeper address.
 */
final class HttpPeerMain {
    private final String name;
    private final DubboBootstrap bootstrap = DubboBootstrap.getInstance();
    private final Map<String, Depot> depots = new HashMap<>();

    private HttpPeerMain(String name, String zooKeeper) {
        this.name = name;
        ApplicationConfig self = new ApplicationConfig(name);
        self.setQosEnable(false);
        RegistryConfig registry = new RegistryConfig("zookeeper://" + zooKeeper);
        registry.setClient("curator5");
        registry.setParameters(Map.of("file-cache", "false"));
        bootstrap.application(self).registry(registry);
    }

    public static void main(String[] args) throws Exception {
        HttpPeerMain peer = new HttpPeerMain(args[0], args[1]);
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(PeerMain.MARK + peer.answer(line.split(" ")));
        }
        Runtime.getRuntime().halt(0);
    }

    private String answer(String[] words) {
        try {
            switch (words[0]) {
                case "export":
                    return "OK " + export(words[1]);
                case "check":
                    DepotBean.check(depot(words[1]), words[2]);
                    return "OK";
                case "order":
                    return "OK " + order(depot(words[1]));
                default:
                    return "FAIL unknown command " + words[0];
            }
        } catch (Throwable e) {
            return "FAIL " + Peer.oneLine(e);
        }
    }

    private int export(String protocol) {
        int port = Ports.free();
        ProtocolConfig config = new ProtocolConfig(protocol, port);
        config.setServer("tomcat");
        ServiceConfig<Depot> service = new ServiceConfig<>();
        service.setInterface(Depot.class);
        service.setRef(new DepotBean(name));
        service.setProtocol(config);
        bootstrap.protocol(config).service(service).start();
        return port;
    }

    private Depot depot(String protocol) {
        return depots.computeIfAbsent(
                protocol,
                any -> {
                    ReferenceConfig<Depot> reference = new ReferenceConfig<>();
                    reference.setInterface(Depot.class);
                    reference.setProtocol(protocol);
                    reference.setTimeout(10_000);
                    reference.setRetries(0);
                    reference.setCheck(false);
                    return reference.get();
                });
    }

    private static String order(Depot depot) {
        try {
            depot.order("tea");
            return "nothing thrown";
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return (cause.getClass().getName() + ": " + cause.getMessage()).replace('\n', ' ');
        }
    }
}
