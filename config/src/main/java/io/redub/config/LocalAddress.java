package io.redub.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address under which other machines reach this one: the environment variable or property
 * DUBBO_IP_TO_REGISTRY, else the first IPv4 address that is not loopback, else 127.0.0.1.
 */
final class LocalAddress {
    private static final Logger log = LoggerFactory.getLogger(LocalAddress.class);
    private static final String OVERRIDE = "DUBBO_IP_TO_REGISTRY";

    private LocalAddress() {}

    static String find() {
        String given = System.getProperty(OVERRIDE, System.getenv(OVERRIDE));
        if (given != null && !given.isBlank()) {
            return given.trim();
        }
        try {
            for (NetworkInterface network :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!network.isUp() || network.isLoopback() || network.isVirtual()) {
                    continue;
                }
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
                        return address.getHostAddress();
                    }
                }
            }
        } catch (SocketException e) {
            log.warn("Network interfaces cannot be listed ({}); using 127.0.0.1", e.getMessage());
        }
        return "127.0.0.1";
    }
}
