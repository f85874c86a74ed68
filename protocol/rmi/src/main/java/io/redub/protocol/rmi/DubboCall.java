package io.redub.protocol.rmi;

/**
 * Has the serialized form of the {@code RmiRemoteInvocation} of Dubbo 2.7; see {@link SpringCall}.
 */
public class DubboCall extends SpringCall {
    private static final long serialVersionUID = 1L;
}
