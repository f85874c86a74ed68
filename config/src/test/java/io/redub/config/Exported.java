package io.redub.config;

import io.redub.monitor.Monitor;
import io.redub.protocol.LoadShedder;
import java.util.List;

/** Services that are exported without a bootstrap around them. */
final class Exported {
    private Exported() {}

    static ServiceExport at(
            String application, int port, ServiceConfig<?> service, Monitor monitor) {
        Problems problems = new Problems();
        Configuration configuration =
                new Configuration(
                        List.of(RegistryConfig.of("N/A").element()),
                        new Resolver(Sources.load(List.of(), problems), problems));
        ExportPlan plan = ExportPlan.of(service, configuration).get(0);
        problems.check(application);
        return ServiceExport.export(
                application,
                "127.0.0.1",
                port,
                plan,
                List.of(),
                monitor,
                () -> new LoadShedder(200));
    }
}
