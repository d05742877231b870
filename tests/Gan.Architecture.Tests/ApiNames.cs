using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gan.Architecture.Tests;

/// <summary>Types and signatures as a C# reader writes them, nullability included. Namespaces are left out.</summary>
internal static class ApiNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(char)] = "char", [typeof(short)] = "short", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Text(type, null);

    public static string Of(FieldInfo field) => Text(field.FieldType, new NullabilityInfoContext().Create(field));

    public static string Of(PropertyInfo property) => Text(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Signature(ConstructorInfo constructor) => $"{Bare(constructor.DeclaringType!)}({Parameters(constructor.GetParameters())})";

    public static string Signature(MethodInfo method, string name)
    {
        var result = Text(method.ReturnType, new NullabilityInfoContext().Create(method.ReturnParameter));
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Of))}>" : "";
        var extension = method.GetCustomAttribute<ExtensionAttribute>() is null ? "" : "this ";
        return $"{result} {name}{generic}({extension}{Parameters(method.GetParameters())})";
    }

    public static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(p =>
    {
        var way = p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : p.GetCustomAttribute<ParamArrayAttribute>() is null ? "" : "params ";
        return $"{way}{Text(p.ParameterType, new NullabilityInfoContext().Create(p))} {p.Name}{(p.HasDefaultValue ? " = " + Default(p) : "")}";
    }));

    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Default(ParameterInfo parameter) =>
        parameter.DefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
            ? "default"
            : Value(parameter.DefaultValue);

    private static string Text(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef) return Text(type.GetElementType()!, nullability?.ElementType);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Text(underlying, null) + "?";
        var mark = nullability is { ReadState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsArray) return $"{Text(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (Keywords.TryGetValue(type, out var word)) return word + mark;
        if (type.IsGenericParameter) return type.Name + mark;
        var arguments = type.GetGenericArguments();
        var own = arguments.Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToArray();
        var known = nullability?.GenericTypeArguments ?? [];
        var list = own.Select((a, i) => Text(a, i < known.Length ? known[i] : null));
        var outer = type.DeclaringType is { } declaring && Bare(declaring) is not "torch" ? Bare(declaring) + "." : "";
        return $"{outer}{Bare(type)}{(own.Length > 0 ? $"<{string.Join(", ", list)}>" : "")}{mark}";
    }

    private static string Bare(Type type) => type.Name.Split('`')[0];
}
