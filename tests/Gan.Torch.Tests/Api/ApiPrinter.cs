using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gan.Torch.Tests.Api;

/// <summary>Prints what an assembly offers, one line a member, in the form <c>Type | kind | modifiers | signature</c>.</summary>
internal static class ApiPrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetTypes().Where(IsVisible);

    public static IEnumerable<string> Members(Type type)
    {
        var owner = TypeNames.Of(type);
        if (type.IsEnum) return Enum.GetNames(type).Select(n => $"{owner} | enum | {n} = {Number(Enum.Parse(type, n))}");
        if (typeof(Delegate).IsAssignableFrom(type)) return [];
        return type.GetMembers(Declared).Select(Line).OfType<string>().Select(line => $"{owner} | {line}");
    }

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static string? Line(MemberInfo member) => member switch
    {
        FieldInfo f when Access(f) is { } access =>
            $"field | {access}{FieldModifiers(f)} | {TypeNames.Of(f.FieldType, f)} {f.Name}{Constant(f)}",
        ConstructorInfo { IsStatic: false } c when Access(c) is { } access =>
            $"ctor | {access} | {PlainName(c.DeclaringType!)}({Parameters(c)})",
        MethodInfo m when Access(m) is { } access && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{MethodKind(m)} | {access}{MethodModifiers(m)} | {TypeNames.Of(m.ReturnType, m.ReturnParameter)} "
            + $"{m.Name}{GenericArguments(m)}({Parameters(m)}){Constraints(m.GetGenericArguments())}",
        PropertyInfo p when Widest(p) is { } accessor => PropertyLine(p, accessor),
        _ => null,
    };

    private static string PropertyLine(PropertyInfo p, MethodInfo accessor)
    {
        var access = Access(accessor)!;
        var accessors = string.Join(" ", new[] { (p.GetMethod, "get;"), (p.SetMethod, "set;") }
            .Where(a => a.Item1 != null && Access(a.Item1) != null)
            .Select(a => Access(a.Item1!) == access ? a.Item2 : $"{Access(a.Item1!)} {a.Item2}"));
        var indices = p.GetIndexParameters();
        var name = indices.Length == 0 ? p.Name : $"this[{string.Join(", ", indices.Select(Parameter))}]";
        var kind = indices.Length == 0 ? "property" : "indexer";
        return $"{kind} | {access}{MethodModifiers(accessor)} | {TypeNames.Of(p.PropertyType, p)} {name} {{ {accessors} }}";
    }

    private static MethodInfo? Widest(PropertyInfo p) =>
        new[] { p.GetMethod, p.SetMethod }.Where(m => m != null && Access(m) != null).OrderByDescending(m => m!.IsPublic).FirstOrDefault();

    private static string MethodKind(MethodInfo m) =>
        m.IsDefined(typeof(ExtensionAttribute), false) ? "extension" : m.IsSpecialName ? "operator" : "method";

    private static string? Access(FieldInfo f) => Access(f.IsPublic, f.IsFamily, f.IsFamilyOrAssembly);

    private static string? Access(MethodBase m) => Access(m.IsPublic, m.IsFamily, m.IsFamilyOrAssembly);

    private static string? Access(bool isPublic, bool family, bool familyOrAssembly) =>
        isPublic ? "public" : family ? "protected" : familyOrAssembly ? "protected internal" : null;

    private static string FieldModifiers(FieldInfo f) =>
        f.IsLiteral ? " const" : (f.IsStatic ? " static" : "") + (f.IsInitOnly ? " readonly" : "");

    private static string MethodModifiers(MethodInfo m)
    {
        if (m.IsStatic) return " static";
        if (m.IsAbstract) return " abstract";
        if (!m.IsVirtual) return "";
        if (m.GetBaseDefinition() != m) return " override";
        return m.IsFinal ? "" : " virtual";
    }

    private static string Constant(FieldInfo f) => f.IsLiteral ? " = " + Literal(f.GetRawConstantValue(), f.FieldType) : "";

    private static string PlainName(Type type) => type.Name.Split('`')[0];

    private static string GenericArguments(MethodInfo m) =>
        m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Parameters(MethodBase m)
    {
        var text = string.Join(", ", m.GetParameters().Select(Parameter));
        return m.IsDefined(typeof(ExtensionAttribute), false) ? "this " + text : text;
    }

    private static string Parameter(ParameterInfo p)
    {
        var passing = p.IsOut ? "out " : p.ParameterType.IsByRef ? (p.IsIn ? "in " : "ref ")
            : p.IsDefined(typeof(ParamArrayAttribute), false) || p.IsDefined(typeof(ParamCollectionAttribute), false) ? "params " : "";
        var value = p.HasDefaultValue ? " = " + Literal(p.RawDefaultValue, p.ParameterType) : "";
        return $"{passing}{TypeNames.Of(p.ParameterType, p)} {p.Name}{value}";
    }

    private static string Literal(object? value, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType && Nullable.GetUnderlyingType(type) == null ? "default" : "null",
            _ when plain.IsEnum => $"{plain.Name}.{Enum.ToObject(plain, value)}",
            bool b => b ? "true" : "false",
            string s => $"\"{s}\"",
            char c => $"'{c}'",
            float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    /// <summary>The <c>where</c> clauses, each with a space before it.</summary>
    public static string Constraints(Type[] arguments) => string.Concat(arguments.Select(Constraint));

    private static string Constraint(Type argument)
    {
        if (!argument.IsGenericParameter) return "";
        var flags = argument.GenericParameterAttributes;
        var unmanaged = argument.IsDefined(typeof(IsUnmanagedAttribute), false);
        var parts = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) parts.Add("class");
        if (unmanaged) parts.Add("unmanaged");
        else if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) parts.Add("struct");
        parts.AddRange(argument.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(c => TypeNames.Of(c)));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
            && !flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)) parts.Add("new()");
        return parts.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", parts)}";
    }

    private static bool IsVisible(Type type) =>
        type.IsNested
            ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
            : type.IsPublic;
}
