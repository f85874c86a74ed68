package io.redub.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.interop.api.Address;
import io.redub.interop.api.Ledger;
import java.util.HashMap;
import java.util.Map;

/** Cases about a provider that does not have the interface it offers. */
final class GenericProviderCases {
    private final Session session;

    GenericProviderCases(Session session) {
        this.session = session;
    }

    /** What every peer offers under the name of {@link Ledger}. */
    static Object answer(String method, Object[] arguments) {
        if (method.equals("sum")) {
            return (Integer) arguments[0] + (Integer) arguments[1];
        }
        Map<Object, Object> address = new HashMap<>((Map<?, ?>) arguments[0]);
        address.put("number", arguments[1]);
        return address;
    }

    void aConsumerWithTheInterfaceCallsAProviderWithoutIt() {
        Ledger ledger = session.framework().refer(Wish.ledger());
        assertThat(ledger.sum(3, 4)).isEqualTo(7);
        Address moved = ledger.moved(new Address("Street", 1), 2);
        assertThat(moved).isEqualTo(new Address("Street", 2));
    }

    void aGenericConsumerCallsAProviderWithoutTheInterface() throws Exception {
        Object sum =
                session.framework()
                        .generic(Wish.ledger(), "sum", new String[] {"int", "int"}, 3, 4);
        assertThat(sum).isEqualTo(7);
    }
}
