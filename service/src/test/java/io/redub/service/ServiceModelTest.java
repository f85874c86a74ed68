package io.redub.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServiceModelTest {
    record Order(long id) {}

    interface Find<V> {
        V find(long id);
    }

    interface Store<K extends Comparable<K>, V> extends Find<V> {
        Map<K, List<? extends V>> all(K[] keys, List<V>[] lists);

        CompletableFuture<V> later();

        <T> T free(T value);
    }

    interface Orders extends Store<String, Order> {}

    private static final ServiceModel MODEL = ServiceModel.of(Orders.class);

    private static MethodModel method(String name) {
        return MODEL.named(name).get(0);
    }

    private static Type declared(String method) throws Exception {
        return Expected.class.getMethod(method).getGenericReturnType();
    }

    interface Expected {
        Map<String, List<Order>> map();

        List<Order>[] lists();
    }

    @Test
    void inheritedMethodsHaveTheTypesThatTheServiceGivesThem() throws Exception {
        assertThat(method("find").resultType()).isEqualTo(Order.class);
        assertThat(method("later").resultType()).isEqualTo(Order.class);
        assertThat(method("all").resultType()).isEqualTo(declared("map"));
        assertThat(method("all").parameterTypes())
                .containsExactly(String[].class, declared("lists"));
        assertThat(method("all").resultType()).hasSameHashCodeAs(declared("map"));
        assertThat(method("all").resultType()).isInstanceOf(ParameterizedType.class);
    }

    /** The wire knows the erased method alone. */
    @Test
    void theDescriptorIsThatOfTheErasedMethod() {
        assertThat(method("find").descriptor()).isEqualTo("J");
        assertThat(method("all").descriptor())
                .isEqualTo("[Ljava/lang/Comparable;[Ljava/util/List;");
    }

    @Test
    void aVariableOfTheMethodItselfStaysOne() {
        assertThat(method("free").resultType().getTypeName()).isEqualTo("T");
    }
}
