package io.redub.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.redub.url.URL;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which entries a subscriber hears of. */
class ServiceMatchTest {
    @ParameterizedTest(name = "wanted [{0}] offered [{1}]: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "               |                       | true",
                "               | group=a               | false",
                "group=a        |                       | false",
                "group=a        | group=a               | true",
                "group=a        | group=ab              | false",
                "group=a,b      | group=b               | true",
                "group=a, b     | group=b               | true",
                "group=a,b      | group=c               | false",
                "group=a,b      |                       | false",
                "group=*        | group=c               | true",
                "group=*        |                       | true",
                "               | version=1             | false",
                "version=1      |                       | false",
                "version=1      | version=1             | true",
                "version=1      | version=2             | false",
                "version=1,2    | version=2             | true",
                "version=*      | version=2             | true",
                "version=*      |                       | true",
                "version=0.0.0  |                       | true",
                "               | version=0.0.0         | true",
                "               | enabled=false         | false",
                "enabled=*      | enabled=false         | true",
                "               | enabled=true          | true",
                "classifier=x   |                       | false",
                "classifier=x   | classifier=x          | true",
                "classifier=*   | classifier=y          | true",
                "               | classifier=y          | true",
                "               | category=routers      | true",
                "               | category=consumers    | false",
                "category=*     | category=consumers    | true",
                "category=-routers | category=routers   | false",
                "category=-routers | category=consumers | true",
                "category=configurators |               | false",
                "               | interface=demo.Other  | false",
                "               | interface=*           | true",
            })
    void anEntryIsAcceptedIfEveryRuleAgrees(String wanted, String offered, boolean accepted) {
        assertThat(ServiceMatch.accepts(url("consumer", wanted), url("dubbo", offered)))
                .isEqualTo(accepted);
    }

    private static URL url(String protocol, String parameters) {
        String text = protocol + "://192.0.2.1:1/demo.Echo?interface=demo.Echo";
        return URL.valueOf(parameters == null ? text : text + "&" + parameters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                        | providers,configurators,routers",
                "category=consumers      | consumers",
                "category=routers, routers,providers | routers,providers",
                "category=*              | providers,configurators,routers,consumers",
                "category=*,-routers     | providers,configurators,consumers",
                "category=-consumers     | providers,configurators,routers",
            })
    void theCategoriesOfASubscriptionAreAListWithExceptions(String parameters, String expected) {
        assertThat(Categories.subscribedBy(url("consumer", parameters)))
                .isEqualTo(List.of(expected.split(",")));
    }
}
