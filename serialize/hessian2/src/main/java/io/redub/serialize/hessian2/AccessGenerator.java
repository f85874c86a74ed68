package io.redub.serialize.hessian2;

/** Chooses how the fields of a class are moved. */
final class AccessGenerator {
    private AccessGenerator() {}

    static ObjectAccess of(ObjectPlan plan) {
        return new ObjectAccess.ByHandles(plan);
    }
}
