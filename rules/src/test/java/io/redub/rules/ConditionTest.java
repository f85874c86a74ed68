package io.redub.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redub.service.GenericService;
import io.redub.service.Invocation;
import io.redub.service.MethodModel;
import io.redub.service.ServiceModel;
import io.redub.url.URL;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    /** A service that is routed. */
    public interface Orders {
        String find(String id, int amount);
    }

    private static final MethodModel FIND = ServiceModel.of(Orders.class).named("find").get(0);

    private static final URL CONSUMER =
            URL.of(
                    "consumer",
                    "10.20.153.10",
                    0,
                    Orders.class.getName(),
                    Map.of("application", "shop", "region", "north"));

    private static final URL PROVIDER =
            URL.of(
                    "dubbo",
                    "10.20.3.3",
                    20880,
                    Orders.class.getName(),
                    Map.of("region", "north", "application", "orders"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host = 10.20.3.3 | true",
                "host = 10.20.3.* | true",
                "host = 10.20.3.4,10.20.3.3 | true",
                "host != 10.20.3.3 | false",
                "host != 10.20.3.4 & port = 20880 | true",
                "host = 10.20.* & host != 10.20.3.3 | false",
                "host=10.20.*&host!=10.20.3.4 | true",
                "address = 10.20.3.3:20880 | true",
                "protocol = dubbo | true",
                "region = $region | true",
                "application = $application | false",
                "host = $host | false",
                "host != $host | true",
                "protocol = $protocol | false",
                "nothing = x | false",
                "nothing != x | true",
                "region = *th | true",
                "region = n*h | true",
                "region = n*x*h | false",
                "port = 20000~30000 | true",
                "port = ~20000 | false",
                "port = 20000~ | true",
            })
    void aProviderIsMeantOrNot(String condition, boolean meant) {
        assertThat(Condition.parse(condition).matches(PROVIDER, CONSUMER)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method = find | true",
                "methods = list,find | true",
                "method != find* | false",
                "host = 10.20.153.10 & application = shop | true",
                "application = else | false",
                "arguments[0] = a1 | true",
                "arguments[0] = a* & arguments[1] = 1~9 | true",
                "arguments[1] != 5 | false",
                "arguments[9] = x | false",
                "attachments[user] = vip | true",
                "attachments[user] != vip | false",
                "attachments[other] = vip | false",
                "application=shop & attachments[user]=guest,vip | true",
            })
    void aCallIsMeantOrNot(String condition, boolean meant) {
        Invocation call = Invocation.of(FIND, "a1", 5).withAttachments(Map.of("user", "vip"));
        Predicate<Invocation> calls = Condition.parse(condition).of(CONSUMER, FIND);
        assertThat(calls != null && calls.test(call)).isEqualTo(meant);
    }

    @Test
    void aGenericCallIsOneOfTheMethodItNames() {
        MethodModel generic = ServiceModel.of(GenericService.class).genericInvoke();
        Predicate<Invocation> calls = Condition.parse("method=find").of(CONSUMER, generic);
        assertThat(calls).isNotNull();
        assertThat(calls.test(Invocation.of(generic, "find", null, null))).isTrue();
        assertThat(calls.test(Invocation.of(generic, "list", null, null))).isFalse();
    }

    @Test
    void whatDoesNotDependOnTheCallIsKnownBefore() {
        assertThat(Condition.parse("method=find").of(CONSUMER, FIND)).isSameAs(Condition.ALL);
        assertThat(Condition.parse("").of(CONSUMER, FIND)).isSameAs(Condition.ALL);
        assertThat(Condition.parse("application=x").of(CONSUMER, FIND)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=x",
                "a",
                "a=",
                "a=b,,c",
                "a=b c",
                "a==b",
                "a!b",
                "&a=b",
                "a=b&",
                ",a",
                "a=b&c",
                "a<b",
                "arguments[x]=1"
            })
    void whatCannotBeUnderstoodIsAnError(String condition) {
        assertThatThrownBy(() -> Condition.parse(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("condition")
                .hasMessageContaining("expected");
    }
}
