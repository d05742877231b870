namespace Gan.Torch.Tests.Api;

/// <summary>What a <c>TYPE</c> line of the list says: <c>TYPE name | kind | access[ | : bases][ where ...]</c>.</summary>
internal sealed record TypeShape(string Name, string Kind, string Access, IReadOnlyList<string> Bases, string Constraints)
{
    public static TypeShape Of(Type type)
    {
        var bases = new List<string>();
        if (type.IsEnum) bases.Add(TypeNames.Of(Enum.GetUnderlyingType(type)));
        else if (!typeof(Delegate).IsAssignableFrom(type))
        {
            if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)) bases.Add(TypeNames.Of(parent));
            bases.AddRange(type.GetInterfaces().Select(i => TypeNames.Of(i)));
        }
        var access = !type.IsNested || type.IsNestedPublic ? "public" : type.IsNestedFamily ? "protected" : "protected internal";
        return new TypeShape(TypeNames.Of(type), KindOf(type), access, bases, ApiPrinter.Constraints(type.GetGenericArguments()).Trim());
    }

    /// <summary>Reads a line of the list, which must start with <c>TYPE</c>.</summary>
    public static TypeShape Parse(string line)
    {
        var where = line.IndexOf(" where ", StringComparison.Ordinal);
        var constraints = where < 0 ? "" : line[(where + 1)..];
        var parts = (where < 0 ? line : line[..where])["TYPE ".Length..].Split(" | ");
        var bases = parts.Length > 3 && parts[3].StartsWith(": ", StringComparison.Ordinal) ? Split(parts[3][2..]) : [];
        return new TypeShape(parts[0], parts[1], parts[2], bases, constraints);
    }

    private static string KindOf(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsInterface ? "interface"
        : type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static class",
            (true, false) => "abstract class",
            (false, true) => "sealed class",
            _ => "class",
        };

    // At commas that are outside of brackets.
    private static List<string> Split(string list)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] is '<' or '(' or '[') depth++;
            if (list[i] is '>' or ')' or ']') depth--;
            if (list[i] != ',' || depth != 0) continue;
            parts.Add(list[start..i].Trim());
            start = i + 1;
        }
        parts.Add(list[start..].Trim());
        return parts;
    }
}
