package io.redub.protocol.rmi;

import java.io.ObjectInputFilter;
import java.rmi.Remote;
import java.util.List;

/**
 * One way to call a service.
 *
 * @param suffixes behind the service's name, each of which makes a name in the RMI registry
 * @param filter of what comes in
 */
record Face(List<String> suffixes, Remote object, ObjectInputFilter filter) {
    /** Of {@link RemoteCalls}, where {@link SpringCalls} have the name alone. */
    static final String REDUB = "/redub";

    /** Where Dubbo's clients look for a service whose interface they do not have. */
    static final String GENERIC = "/generic";
}
