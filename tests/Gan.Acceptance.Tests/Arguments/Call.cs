using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.ExceptionServices;

namespace Gan.Acceptance.Tests.Arguments;

/// <summary>Calls a method with arguments in an array; spans, which reflection cannot pass, are given as
/// arrays.</summary>
internal static class Call
{
    internal static bool IsSpan(Type type) =>
        type.IsGenericType
        && (
            type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>)
            || type.GetGenericTypeDefinition() == typeof(Span<>)
        );

    internal static object? Invoke(MethodBase method, object? instance, object?[] arguments)
    {
        if (method.GetParameters().Any(p => IsSpan(p.ParameterType)))
        {
            return WithSpans((MethodInfo)method, instance, arguments);
        }
        try
        {
            return method is ConstructorInfo constructor
                ? constructor.Invoke(arguments)
                : method.Invoke(instance, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    // An expression tree would box the span.
    private static object? WithSpans(MethodInfo method, object? instance, object?[] arguments)
    {
        var bridge = new DynamicMethod(
            method.Name,
            typeof(object),
            [typeof(object), typeof(object?[])],
            typeof(Call).Module
        );
        var code = bridge.GetILGenerator();
        if (!method.IsStatic)
        {
            code.Emit(OpCodes.Ldarg_0);
        }
        foreach (var parameter in method.GetParameters())
        {
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldc_I4, parameter.Position);
            code.Emit(OpCodes.Ldelem_Ref);
            var type = parameter.ParameterType;
            var array = IsSpan(type) ? type.GetGenericArguments()[0].MakeArrayType() : type;
            code.Emit(OpCodes.Unbox_Any, array);
            if (IsSpan(type))
            {
                code.Emit(OpCodes.Call, type.GetMethod("op_Implicit", [array])!);
            }
        }
        code.Emit(method.IsStatic ? OpCodes.Call : OpCodes.Callvirt, method);
        if (method.ReturnType == typeof(void))
        {
            code.Emit(OpCodes.Ldnull);
        }
        code.Emit(OpCodes.Ret); // all others that are called so return an object
        return bridge.CreateDelegate<Func<object?, object?[], object?>>()(instance, arguments);
    }
}
