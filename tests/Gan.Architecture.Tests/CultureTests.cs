using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Gan.Architecture.Tests;

/// <summary>
/// What the libraries print, read and sort does not depend on the culture of the machine. Read from the built
/// assemblies, where also what the compiler makes of <c>$"…"</c> and of <c>text + number</c> is seen. The analysers in
/// .editorconfig say the most of it while one writes.
/// </summary>
public sealed class CultureTests
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static readonly HashSet<string> Numbers =
    [
        .. new[] { typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint) }
            .Concat([typeof(long), typeof(ulong), typeof(Int128), typeof(UInt128), typeof(nint), typeof(nuint)])
            .Concat([typeof(Half), typeof(float), typeof(double), typeof(decimal)])
            .Concat([typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly)])
            .Select(type => type.Name),
    ];

    private static readonly string[] Orders = ["SortedDictionary`2", "SortedSet`1", "SortedList`2", "PriorityQueue`2"];

    public static TheoryData<string> BuiltRooms => [.. Repository.Rooms];

    [Theory, MemberData(nameof(BuiltRooms))]
    public void Nothing_in_a_library_depends_on_the_culture(string room) =>
        string.Join("\n", Faults(Path.Combine(AppContext.BaseDirectory, room + ".dll")))
            .Should()
            .BeEmpty("it would print, read or sort otherwise on another machine");

    [Fact]
    public void What_depends_on_the_culture_is_seen()
    {
        var here = Faults(typeof(CultureTests).Assembly.Location).Where(fault => fault.Contains(nameof(Culprits)));
        here.Select(fault => fault.Split("::")[1].Split('(')[0])
            .Should()
            .BeEquivalentTo(
                typeof(Culprits).GetMethods().Where(m => m.DeclaringType == typeof(Culprits)).Select(m => m.Name)
            );
    }

    private static List<string> Faults(string library)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(library);
        return
        [
            .. assembly
                .MainModule.GetTypes()
                .Where(type => type.FullName != "Gan.InvariantText" && !IsGenerated(type))
                .SelectMany(type => type.Methods)
                .Where(method => method.HasBody && !IsMadeForRecord(method))
                .SelectMany(method => Faults(method).Select(fault => $"{method.FullName}: {fault}")),
        ];
    }

    // By the tool that writes how JSON is read.
    private static bool IsGenerated(TypeDefinition type) =>
        type.CustomAttributes.Any(a => a.AttributeType.Name == "GeneratedCodeAttribute");

    // Whoever prints a record takes InvariantText or an interpolated string.
    private static bool IsMadeForRecord(MethodDefinition method) =>
        method.Name == "PrintMembers"
        && method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    private static IEnumerable<string> Faults(MethodDefinition method)
    {
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.Operand is MethodReference called && IsOfSystem(called) && !SaysHow(called))
            {
                var on = instruction.Previous is { } before && before.OpCode == OpCodes.Constrained ? before : null;
                if (Prints(called, on) || Reads(called) || Sorts(called))
                {
                    yield return called.FullName;
                }
            }
        }
    }

    private static bool IsOfSystem(MethodReference called) =>
        called.DeclaringType.GetElementType().Scope is AssemblyNameReference { Name: var name }
        && name.StartsWith("System", Ordinal);

    private static bool SaysHow(MethodReference called) =>
        called.Parameters.Any(p =>
            p.ParameterType.Name is "IFormatProvider" or "CultureInfo" or "NumberFormatInfo" or "StringComparison"
            || p.ParameterType.Name.StartsWith("IComparer", Ordinal)
            || p.ParameterType.Name.StartsWith("Comparison", Ordinal)
        );

    private static bool Prints(MethodReference called, Instruction? on)
    {
        var isNumber = Numbers.Contains(called.DeclaringType.Name);
        var takesObjects = called.Parameters.Any(p => p.ParameterType.FullName.StartsWith("System.Object", Ordinal));
        var takesNumbers = called.Parameters.Any(p => Numbers.Contains(p.ParameterType.Name));
        var isOfText = TypeArguments(called).All(type => type is "System.String" or "System.Char");
        return (called.DeclaringType.Name, called.Name) switch
        {
            (_, "ToString") when isNumber => true,
            ("Object", "ToString") => on?.Operand is TypeReference type && Numbers.Contains(type.Name),
            (_, "TryFormat") when isNumber => true,
            ("DefaultInterpolatedStringHandler" or "AppendInterpolatedStringHandler", ".ctor") => true,
            ("String", "Format") or ("StringBuilder", "AppendFormat") => true,
            ("String", "Join" or "Concat") or ("StringBuilder", "AppendJoin") => takesObjects || !isOfText,
            ("StringBuilder", "Append") => takesObjects || (takesNumbers && called.Parameters.Count == 1),
            ("TextWriter" or "StreamWriter" or "StringWriter", "Write" or "WriteLine") => takesObjects || takesNumbers,
            ("Convert", "ToString") => true,
            ("CultureInfo", "get_CurrentCulture" or "get_CurrentUICulture") => true,
            _ => false,
        };
    }

    private static bool Reads(MethodReference called)
    {
        var takesText = called.Parameters.FirstOrDefault()?.ParameterType.Name is "String" or "Object";
        return (called.DeclaringType.Name, called.Name) switch
        {
            (var type, "Parse" or "TryParse" or "ParseExact" or "TryParseExact") => Numbers.Contains(type)
                || type == "TimeSpan",
            ("Convert", _) => takesText && called.Name.StartsWith("To", Ordinal),
            ("String" or "Char", "ToUpper" or "ToLower") => true,
            ("String", "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf") => takesText,
            _ => false,
        };
    }

    private static bool Sorts(MethodReference called)
    {
        var arguments = TypeArguments(called);
        return (called.DeclaringType.Name, called.Name) switch
        {
            ("String", "Compare" or "CompareTo") => true,
            ("Enumerable", "Order" or "OrderDescending" or "Min" or "Max") => arguments is ["System.String"],
            ("Enumerable", "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "MinBy" or "MaxBy") =>
                arguments is [.., "System.String"],
            ("Array", "Sort") or ("List`1", "Sort") or ("Comparer`1", "get_Default") => arguments
                is ["System.String", ..],
            (var type, ".ctor") => Orders.Contains(type) && arguments is ["System.String", ..],
            _ => false,
        };
    }

    private static string[] TypeArguments(MethodReference called)
    {
        var ofType = called.DeclaringType is GenericInstanceType type ? type.GenericArguments.ToArray() : [];
        var ofMethod = called is GenericInstanceMethod method ? method.GenericArguments.ToArray() : [];
        return [.. ofType.Concat(ofMethod).Select(argument => argument.FullName)];
    }

    // What a library must not do, one of each kind.
    private static class Culprits
    {
        public static string Interpolation(double value) => $"{value}";

        public static string Sum(double value) => "number " + value;

        public static string Number(double value) => value.ToString();

        public static string Join(IEnumerable<long> values) => string.Join(", ", values);

        public static string Format(double value) => string.Format("{0}", value);

        public static void Write(TextWriter writer, double value) => writer.Write(value);

        public static string Append(double value) => new System.Text.StringBuilder().Append(value).ToString();

        public static string Conversion(object value) => Convert.ToString(value)!;

        public static double Parse(string text) => double.Parse(text);

        public static bool TryParse(string text) => int.TryParse(text, out _);

        public static string Lower(string text) => text.ToLower();

        public static bool Prefix(string text) => text.StartsWith("i");

        public static int Compare(string a, string b) => string.Compare(a, b);

        public static IEnumerable<string> Order(IEnumerable<string> texts) => texts.Order();

        public static IEnumerable<int> OrderBy(IEnumerable<int> values, Func<int, string> key) => values.OrderBy(key);

        public static void Sort(List<string> texts) => texts.Sort();

        public static object Dictionary() => new SortedDictionary<string, int>();
    }
}
