package io.redub.protocol.webservice;

import io.redub.service.MethodModel;
import java.util.List;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * A method as its messages have it.
 *
 * @param method of the model that the binding made for itself; those of other models of the same
 *     interface have the same {@link MethodModel#index()}
 * @param result of one part, or of none
 * @param faults of the exceptions that it declares, subclasses before what they extend
 */
record Operation(
        MethodModel method,
        String name,
        QName request,
        QName response,
        BeanForm arguments,
        BeanForm result,
        List<ExceptionForm> faults) {
    int index() {
        return method.index();
    }

    /** The form of what was thrown, or null if it is not declared. */
    @Nullable ExceptionForm faultOf(Throwable thrown) {
        for (ExceptionForm fault : faults) {
            if (fault.type().isInstance(thrown)) {
                return fault;
            }
        }
        return null;
    }

    @Nullable ExceptionForm faultOf(QName element) {
        for (ExceptionForm fault : faults) {
            if (fault.element().equals(element)) {
                return fault;
            }
        }
        return null;
    }
}
