package io.redub.interop;

import io.redub.interop.api.Parcels;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;

/** A process of Dubbo that provides {@link Parcels} by protocol webservice, or calls it. */
final class WebserviceMain {
    static final String UP = "@@ up";
    static final String RIGHT = "@@ right";
    static final String WRONG = "@@ wrong: ";

    private WebserviceMain() {}

    /** {@code provider PORT}, until its input ends, or {@code consumer URL}. */
    public static void main(String[] args) throws Exception {
        ApplicationConfig application = new ApplicationConfig("parcels");
        application.setQosEnable(false);
        if (args[0].equals("provider")) {
            ProtocolConfig protocol = new ProtocolConfig("webservice", Integer.parseInt(args[1]));
            protocol.setServer("jetty");
            ServiceConfig<Parcels> service = new ServiceConfig<>();
            service.setApplication(application);
            service.setRegistry(new RegistryConfig("N/A"));
            service.setProtocol(protocol);
            service.setInterface(Parcels.class);
            service.setRef(new Parcels.Bean());
            service.export();
            System.out.println(UP);
            while (System.in.read() >= 0) {}
        } else {
            ReferenceConfig<Parcels> reference = new ReferenceConfig<>();
            reference.setApplication(application);
            reference.setInterface(Parcels.class);
            reference.setUrl(args[1]);
            reference.setTimeout(20_000);
            String said = Parcels.use(reference.get());
            System.out.println(
                    said.equals(Parcels.EXPECTED) ? RIGHT : WRONG + said.replace('\n', ' '));
        }
        System.exit(0);
    }
}
