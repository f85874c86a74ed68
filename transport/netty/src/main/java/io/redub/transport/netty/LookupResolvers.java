package io.redub.transport.netty;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** {@link HostLookup} as Netty asks for it. */
final class LookupResolvers extends AddressResolverGroup<InetSocketAddress> {
    /** Of one look-up; who connects waits no longer for the connection than it wants to. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HostLookup lookup;

    LookupResolvers(HostLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new NameResolver(executor, lookup).asAddressResolver();
    }

    private static final class NameResolver extends InetNameResolver {
        private final HostLookup lookup;

        NameResolver(EventExecutor executor, HostLookup lookup) {
            super(executor);
            this.lookup = lookup;
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            lookup.resolve(host, TIMEOUT)
                    .whenComplete(
                            (address, failure) -> {
                                if (failure == null) {
                                    promise.trySuccess(address);
                                } else {
                                    promise.tryFailure(failure);
                                }
                            });
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            lookup.resolve(host, TIMEOUT)
                    .whenComplete(
                            (address, failure) -> {
                                if (failure == null) {
                                    promise.trySuccess(List.of(address));
                                } else {
                                    promise.tryFailure(failure);
                                }
                            });
        }
    }
}
