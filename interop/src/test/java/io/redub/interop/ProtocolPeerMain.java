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
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.service.GenericService;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * A Dubbo 2.7 process that speaks Dubbo's protocols besides its own one, or Spring's RMI without
 * Dubbo; commands as those of {@link PeerMain}: {@code export PROTOCOL}, {@code check PROTOCOL
 * NAME}, {@code order PROTOCOL}, {@code attached PROTOCOL KEY VALUE}, {@code generic PROTOCOL}.
 * Spring's protocol is {@code spring} to export, and the address of a service to call.
 *
 * <p>Arguments: name, ZooKeeper address.
 */
final class ProtocolPeerMain {
    private final String name;
    private final DubboBootstrap bootstrap = DubboBootstrap.getInstance();
    private final Map<String, Depot> depots = new HashMap<>();

    private ProtocolPeerMain(String name, String zooKeeper) {
        this.name = name;
        ApplicationConfig self = new ApplicationConfig(name);
        self.setQosEnable(false);
        RegistryConfig registry = new RegistryConfig("zookeeper://" + zooKeeper);
        registry.setClient("curator5");
        registry.setParameters(Map.of("file-cache", "false"));
        bootstrap.application(self).registry(registry);
    }

    public static void main(String[] args) throws Exception {
        ProtocolPeerMain peer = new ProtocolPeerMain(args[0], args[1]);
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
                case "attached":
                    Depot depot = depot(words[1]);
                    RpcContext.getContext().setAttachment(words[2], words[3]);
                    return "OK " + depot.attached(words[2]);
                case "generic":
                    return "OK " + generic(words[1]);
                default:
                    return "FAIL unknown command " + words[0];
            }
        } catch (Throwable e) {
            return "FAIL " + Peer.oneLine(e);
        }
    }

    private int export(String protocol) {
        int port = Ports.free();
        DepotBean bean = new DepotBean(name, key -> RpcContext.getContext().getAttachment(key));
        if (protocol.equals("spring")) {
            springs(
                    "RmiServiceExporter",
                    Map.of(
                            "serviceName",
                            "depot",
                            "serviceInterface",
                            Depot.class,
                            "service",
                            bean,
                            "registryPort",
                            port));
            return port;
        }
        ProtocolConfig config = new ProtocolConfig(protocol, port);
        config.setServer("tomcat");
        ServiceConfig<Depot> service = new ServiceConfig<>();
        service.setInterface(Depot.class);
        service.setRef(bean);
        service.setProtocol(config);
        bootstrap.protocol(config).service(service).start();
        return port;
    }

    private Depot depot(String protocol) {
        return depots.computeIfAbsent(
                protocol,
                any -> {
                    if (protocol.startsWith("rmi:")) {
                        return springDepot(protocol);
                    }
                    ReferenceConfig<Depot> reference = new ReferenceConfig<>();
                    reference.setInterface(Depot.class);
                    reference.setProtocol(protocol);
                    reference.setTimeout(10_000);
                    reference.setRetries(0);
                    reference.setCheck(false);
                    return reference.get();
                });
    }

    private static Depot springDepot(String address) {
        try {
            Object factory =
                    springs(
                            "RmiProxyFactoryBean",
                            Map.of("serviceUrl", address, "serviceInterface", Depot.class));
            return (Depot) ((FactoryBean<?>) factory).getObject();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** By name, as later versions of Spring, such as Redub's, have no RMI. */
    private static Object springs(String type, Map<String, ?> properties) {
        try {
            BeanWrapper bean =
                    new BeanWrapperImpl(Class.forName("org.springframework.remoting.rmi." + type));
            bean.setPropertyValues(properties);
            ((InitializingBean) bean.getWrappedInstance()).afterPropertiesSet();
            return bean.getWrappedInstance();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object generic(String protocol) {
        ReferenceConfig<GenericService> reference = new ReferenceConfig<>();
        reference.setInterface(Depot.class.getName());
        reference.setGeneric("true");
        reference.setProtocol(protocol);
        reference.setTimeout(10_000);
        reference.setRetries(0);
        return reference.get().$invoke("twice", new String[] {"long"}, new Object[] {21L});
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
