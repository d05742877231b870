using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gan.Torch.Tests.Api;

/// <summary>Writes types as the list of TorchSharp's signatures does: C# keywords, <c>T?</c>, named tuples, full names otherwise.</summary>
internal sealed class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(char)] = "char",
        [typeof(decimal)] = "decimal", [typeof(double)] = "double", [typeof(float)] = "float", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(void)] = "void",
        [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
    };

    private readonly IList<string?> tupleNames;
    private int next;

    private TypeNames(IList<string?> tupleNames) => this.tupleNames = tupleNames;

    /// <summary>The type as written where <paramref name="place"/> (a parameter, member or return value) may name tuple elements.</summary>
    public static string Of(Type type, ICustomAttributeProvider? place = null)
    {
        var names = place?.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).OfType<TupleElementNamesAttribute>()
            .FirstOrDefault()?.TransformNames;
        return new TypeNames(names ?? []).Write(type);
    }

    private string Write(Type type)
    {
        if (type.IsByRef) return Write(type.GetElementType()!);
        if (type.IsArray) return Write(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsPointer) return Write(type.GetElementType()!) + "*";
        if (type.IsGenericParameter) return type.Name;
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (Nullable.GetUnderlyingType(type) is { } inner) return Write(inner) + "?";
        if (type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) != false
            && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)) return WriteTuple(type);
        return WriteNamed(type);
    }

    // The compiler stores the names of a tuple's own elements before those of the tuples inside it.
    private string WriteTuple(Type type)
    {
        var elements = type.GetGenericArguments();
        var names = elements.Select(_ => next < tupleNames.Count ? tupleNames[next++] : null).ToArray();
        return "(" + string.Join(", ", elements.Select((e, i) => Write(e) + (names[i] is { } name ? " " + name : ""))) + ")";
    }

    private string WriteNamed(Type type)
    {
        var arguments = type.GetGenericArguments();
        var chain = new List<Type>();
        for (var t = type; t != null; t = t.DeclaringType) chain.Insert(0, t);
        var text = string.IsNullOrEmpty(chain[0].Namespace) ? "" : chain[0].Namespace + ".";
        var used = 0;
        foreach (var part in chain)
        {
            var tick = part.Name.IndexOf('`', StringComparison.Ordinal);
            text += (part == chain[0] ? "" : ".") + (tick < 0 ? part.Name : part.Name[..tick]);
            if (tick < 0) continue;
            var count = int.Parse(part.Name[(tick + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            text += "<" + string.Join(", ", arguments.Skip(used).Take(count).Select(Write)) + ">";
            used += count;
        }
        return text;
    }
}
