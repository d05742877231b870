using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gan.Architecture.Tests;

/// <summary>Prints what an assembly shows to the outside, one member a line in C#'s words, in a fixed order.</summary>
internal static class ApiDump
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetTypes().Where(IsVisible).OrderBy(t => t.Namespace, StringComparer.Ordinal).ThenBy(ApiNames.Of, StringComparer.Ordinal))
        {
            text.Append(type.Namespace).Append(": ").Append(Header(type)).Append('\n');
            if (type.IsSubclassOf(typeof(Delegate))) continue;
            foreach (var line in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(line).Append('\n');
        }
        return text.ToString();
    }

    private static bool IsVisible(Type type) =>
        (type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)))
        && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null;

    private static string Header(Type type)
    {
        if (type.IsEnum) return $"enum {ApiNames.Of(type)}";
        if (type.IsSubclassOf(typeof(Delegate))) return $"delegate {ApiNames.Signature(type.GetMethod("Invoke")!, ApiNames.Of(type))}";
        var record = type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", Declared) is not null;
        var kind = (type.IsInterface, type.IsValueType, record) switch
        {
            (true, _, _) => "interface",
            (_, true, true) => "record struct",
            (_, true, _) => "struct",
            (_, _, true) => "record",
            _ => "class",
        };
        var modifier = type switch
        {
            { IsInterface: true } or { IsValueType: true } => "",
            { IsAbstract: true, IsSealed: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => "",
        };
        var inherited = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) ? new[] { b } : [];
        var bases = inherited.Concat(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => !i.Name.StartsWith("IEquatable", StringComparison.Ordinal)));
        var list = string.Join(", ", bases.Select(ApiNames.Of).Order(StringComparer.Ordinal));
        return $"{modifier}{kind} {ApiNames.Of(type)}{(list.Length > 0 ? " : " + list : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(f => (f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly) && !f.IsSpecialName))
            yield return type.IsEnum
                ? $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}"
                : $"{Access(field.IsPublic)}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{ApiNames.Of(field)} {field.Name}{(field.IsLiteral ? $" = {ApiNames.Value(field.GetRawConstantValue())}" : "")}";
        foreach (var constructor in type.GetConstructors(Declared).Where(Shown).Where(c => !c.IsStatic))
            yield return Access(constructor.IsPublic) + ApiNames.Signature(constructor);
        foreach (var property in type.GetProperties(Declared).Where(p => p.Name != "EqualityContract" && p.GetAccessors(true).Any(IsSeen)))
            yield return Property(property);
        foreach (var e in type.GetEvents(Declared).Where(e => e.AddMethod is { } add && IsSeen(add)))
            yield return $"{Access(e.AddMethod!.IsPublic)}{Modifiers(e.AddMethod!)}event {ApiNames.Of(e.EventHandlerType!)} {e.Name}";
        foreach (var method in type.GetMethods(Declared).Where(Shown).Where(m => !m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)))
            yield return $"{Access(method.IsPublic)}{Modifiers(method)}{ApiNames.Signature(method, method.Name)}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsSeen).ToList();
        var shape = string.Join(" ", new[] { (property.GetMethod, "get;"), (property.SetMethod, IsInit(property) ? "init;" : "set;") }
            .Where(a => a.Item1 is not null && IsSeen(a.Item1)).Select(a => a.Item1!.IsPublic || accessors.All(x => !x.IsPublic) ? a.Item2 : "protected " + a.Item2));
        var required = property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{ApiNames.Parameters(index)}]";
        return $"{Access(accessors.Any(a => a.IsPublic))}{Modifiers(accessors[0])}{required}{ApiNames.Of(property)} {name} {{ {shape} }}";
    }

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What the compiler adds to a record is not news.
    private static bool Shown(MethodBase method) => IsSeen(method) && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null;

    private static string Access(bool isPublic) => isPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { DeclaringType.IsInterface: true } => method.IsAbstract ? "" : "default ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };
}
