package io.redub.spring;

import io.redub.config.ElementKind;
import io.redub.config.ReferenceConfig;
import io.redub.extension.NearestName;
import io.redub.proxy.CallHook;
import io.redub.service.RpcException;
import io.redub.service.StatusCode;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Has methods of beans called around calls: {@code oninvoke}, {@code onreturn} and {@code onthrow}
 * of a reference's methods. A bean is made when its method is first called.
 */
final class BeanHooks {
    private BeanHooks() {}

    static ReferenceConfig<?> add(
            DeclaredElement reference,
            ReferenceConfig<?> config,
            ConfigurableListableBeanFactory beans) {
        ReferenceConfig<?> changed = config;
        for (DeclaredElement method : reference.children()) {
            String name = method.get("name");
            if (method.kind() != ElementKind.METHOD || name == null) {
                continue;
            }
            for (CallHook.Moment moment : CallHook.Moment.values()) {
                String value = method.get(moment.setting());
                if (value != null && !value.isEmpty()) {
                    CallHook.Target target = target(value, moment, method, beans);
                    changed = changed.hook(name, moment, target, method.whereIs(moment.setting()));
                }
            }
        }
        return changed;
    }

    private static CallHook.Target target(
            String value,
            CallHook.Moment moment,
            DeclaredElement element,
            ConfigurableListableBeanFactory beans) {
        int dot = value.lastIndexOf('.');
        String bean = value.substring(0, Math.max(0, dot));
        Class<?> type = beans.containsBean(bean) ? beans.getType(bean) : null;
        if (type == null) {
            throw new RpcException(
                    StatusCode.CONFIGURATION,
                    "method "
                            + moment.setting()
                            + ": '"
                            + value
                            + "': there is no bean '"
                            + bean
                            + "'"
                            + NearestName.meant(bean, List.of(beans.getBeanDefinitionNames()))
                            + " (expected: bean.method), from "
                            + element.whereIs(moment.setting()));
        }
        return new CallHook.Target(type, () -> beans.getBean(bean), value.substring(dot + 1));
    }
}
