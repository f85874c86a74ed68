package io.redub.cluster;

import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import java.util.Arrays;
import java.util.List;

/**
 * Several routers as one route, for one list of providers and one method. What does not depend on
 * calls is worked out at once; what a router makes of a list that an earlier one chose, when that
 * list is chosen first.
 */
public final class RouterChain implements Route {
    /** A router that makes lists without end is asked again for those beyond. */
    private static final int REMEMBERED = 64;

    private final Route first;
    private final List<Router> rest;
    private final MethodModel method;
    private volatile Known[] known = {};

    private record Known(Candidates chosen, Route next) {}

    private RouterChain(Route first, List<Router> rest, MethodModel method) {
        this.first = first;
        this.rest = rest;
        this.method = method;
    }

    /** The route of a call through these routers, in their order. */
    public static Route of(List<Router> routers, Candidates providers, MethodModel method) {
        Candidates left = providers;
        for (int i = 0; i < routers.size() && !left.isEmpty(); i++) {
            Route route = routers.get(i).route(left, method);
            if (route instanceof Always always) {
                left = always.candidates();
            } else if (i + 1 == routers.size()) {
                return route;
            } else {
                return new RouterChain(route, routers.subList(i + 1, routers.size()), method);
            }
        }
        return Route.always(left);
    }

    @Override
    public Candidates choose(Invocation call) {
        Candidates chosen = first.choose(call);
        for (Known each : known) {
            if (each.chosen == chosen) {
                return each.next.choose(call);
            }
        }
        return next(chosen).choose(call);
    }

    private Route next(Candidates chosen) {
        Route next = of(rest, chosen, method);
        synchronized (this) {
            Known[] before = known;
            if (before.length < REMEMBERED) {
                Known[] more = Arrays.copyOf(before, before.length + 1);
                more[before.length] = new Known(chosen, next);
                known = more;
            }
        }
        return next;
    }
}
