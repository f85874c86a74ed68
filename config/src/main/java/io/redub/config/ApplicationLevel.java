package io.redub.config;

import io.redub.extension.ExtensionLoader;
import io.redub.protocol.Exporter;
import io.redub.protocol.Protocol;
import io.redub.protocol.ProviderService;
import io.redub.proxy.ProxyFactory;
import io.redub.proxy.ServiceInvoker;
import io.redub.registry.ApplicationInstance;
import io.redub.registry.ApplicationRegistry;
import io.redub.registry.Registry;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * This process as one instance of its application, the way consumers of Dubbo 3 look for it. They
 * prefer instances to services as soon as one provider of a service has one, so without it a Redub
 * provider beside a Dubbo 3 provider would get no calls from them.
 */
final class ApplicationLevel implements AutoCloseable {
    private static final String SERVICE = "org.apache.dubbo.metadata.MetadataService";
    private static final String PROTOCOL = "dubbo";
    private static final String VERSION = "1.0.0";

    private final Exporter exporter;
    private final Revisions revisions;
    private ApplicationInstance instance;
    private Set<String> interfaces;

    private ApplicationLevel(
            Exporter exporter,
            Revisions revisions,
            ApplicationInstance instance,
            Set<String> interfaces) {
        this.exporter = exporter;
        this.revisions = revisions;
        this.instance = instance;
        this.interfaces = interfaces;
    }

    /** Answers of this and the last revisions: consumers may ask for the one they heard of. */
    private static final class Revisions implements MetadataService {
        private static final int KEPT = 16;

        private final Map<String, MetadataInfo> known =
                Collections.synchronizedMap(
                        new LinkedHashMap<>() {
                            private static final long serialVersionUID = 1L;

                            @Override
                            protected boolean removeEldestEntry(
                                    Map.Entry<String, MetadataInfo> eldest) {
                                return size() > KEPT;
                            }
                        });

        @Override
        public @Nullable MetadataInfo getMetadataInfo(@Nullable String revision) {
            return revision == null ? null : known.get(revision);
        }
    }

    /** More services are exported than before: a new revision, to be registered. */
    void update(List<URL> exported) {
        List<URL> reachable = reachable(exported);
        MetadataInfo info = MetadataInfo.of(instance.application(), reachable);
        revisions.known.put(info.revision(), info);
        instance = instance(info, reachable.get(0));
        interfaces = interfaces(reachable);
    }

    private static List<URL> reachable(List<URL> exported) {
        return exported.stream().filter(url -> url.getProtocol().equals(PROTOCOL)).toList();
    }

    private static Set<String> interfaces(List<URL> reachable) {
        Set<String> interfaces = new TreeSet<>();
        reachable.forEach(service -> interfaces.add(service.getServiceInterface()));
        return interfaces;
    }

    /** Null if nothing is exported under the dubbo protocol, which these consumers need. */
    static @Nullable ApplicationLevel export(String application, List<URL> exported) {
        List<URL> reachable = reachable(exported);
        if (reachable.isEmpty()) {
            return null;
        }
        URL first = reachable.get(0);
        MetadataInfo info = MetadataInfo.of(application, reachable);
        Revisions answers = new Revisions();
        answers.known.put(info.revision(), info);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("interface", SERVICE);
        parameters.put("group", application);
        parameters.put("version", VERSION);
        parameters.put("serialization", "hessian2");
        URL url = URL.of(PROTOCOL, first.getHost(), first.getPort(), SERVICE, parameters);
        ServiceModel model = ServiceModel.of(MetadataService.class);
        ServiceInvoker invoker =
                new ServiceInvoker(
                        ExtensionLoader.getExtensionLoader(ProxyFactory.class)
                                .getDefaultExtension()
                                .caller(model, answers));
        Exporter exporter =
                ExtensionLoader.getExtensionLoader(Protocol.class)
                        .getExtension(PROTOCOL)
                        .export(new ProviderService(model, url, invoker));
        return new ApplicationLevel(
                exporter, answers, instance(info, first), interfaces(reachable));
    }

    private static ApplicationInstance instance(MetadataInfo info, URL url) {
        Map<String, String> parameters =
                Map.of(
                        "version", VERSION,
                        "dubbo", "2.0.2",
                        "side", "provider",
                        "port", Integer.toString(url.getPort()),
                        "protocol", PROTOCOL,
                        "serialization", "hessian2",
                        "prefer.serialization", "hessian2");
        return new ApplicationInstance(
                info.application(),
                url.getHost(),
                url.getPort(),
                PROTOCOL,
                info.revision(),
                parameters);
    }

    void register(Registry registry) {
        ApplicationRegistry applications = registry.applications();
        if (applications != null) {
            applications.publish(instance, interfaces);
        }
    }

    void unregister(Registry registry) {
        ApplicationRegistry applications = registry.applications();
        if (applications != null) {
            applications.withdraw(instance);
        }
    }

    void announceStop() {
        exporter.announceStop();
    }

    @Override
    public void close() {
        exporter.close();
    }
}
