using System.Buffers.Binary;
using System.Text;

namespace Gan;

/// <summary>
/// Reads a pickle of weights. It knows the opcodes that torch.save writes and the names of
/// <see cref="PickleGlobals"/>; any other ends the reading. It runs nothing of the file: a call is a case here.
/// Time and memory are within a constant of the pickle's length, because values are shared and never copied.
/// </summary>
/// <param name="code">The pickle.</param>
internal sealed class PickleMachine(byte[] code)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = new();
    private readonly Dictionary<long, object?> memo = [];
    private int at;

    /// <summary>What the pickle holds.</summary>
    /// <exception cref="ContentFault">It is cut short, damaged, or holds what is not allowed.</exception>
    internal object? Run()
    {
        while (true)
        {
            var code = Take(1)[0];
            if (code == Opcodes.Stop)
            {
                return Pop();
            }
            if (!Shape(code) && !Number(code) && !Memory(code))
            {
                throw new ContentFault(
                    $"its pickle has the opcode {Opcodes.NameOf(code)} at byte {at - 1}, which no file of weights needs"
                );
            }
        }
    }

    // Values that hold others.
    private bool Shape(byte code)
    {
        switch ((char)code)
        {
            case '(':
                marks.Push(stack.Count);
                return true;
            case ')':
                stack.Add(Array.Empty<object?>());
                return true;
            case '\x85' or '\x86' or '\x87':
                stack.Add(PopMany(code - 0x84));
                return true;
            case 't':
                stack.Add(PopToMark());
                return true;
            case ']':
                stack.Add(PickleOpaque.List);
                return true;
            case 'a':
                PopMany(1);
                Expect(PickleOpaque.List, "APPEND");
                return true;
            case 'e':
                PopToMark();
                Expect(PickleOpaque.List, "APPENDS");
                return true;
            case '}':
                stack.Add(new PickleDictionary());
                return true;
            case 's':
                SetItems(PopMany(2));
                return true;
            case 'u':
                SetItems(PopToMark());
                return true;
            case 'R':
                var arguments = Pop();
                stack.Add(PickleGlobals.Call(Pop(), arguments));
                return true;
            case 'b':
                Pop(); // attributes beside a dictionary's entries, such as the versions of layers
                Dictionary("BUILD");
                return true;
            case 'Q':
                stack.Add(PthStorage.Named(Pop()));
                return true;
            default:
                return false;
        }
    }

    // Values that are read from the pickle itself.
    private bool Number(byte code)
    {
        switch ((char)code)
        {
            case '\x80': // the protocol
                var protocol = Take(1)[0];
                return protocol <= 5 ? true : throw new ContentFault($"its pickle has protocol {protocol}");
            case '\x95': // the length of a frame
                Take(8);
                return true;
            case 'N':
                stack.Add(null);
                return true;
            case '\x88' or '\x89':
                stack.Add(code == 0x88 ? True : False);
                return true;
            case 'K':
                stack.Add((long)Take(1)[0]);
                return true;
            case 'M':
                stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2)));
                return true;
            case 'J':
                stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4)));
                return true;
            case '\x8a':
                stack.Add(Long(Take(Take(1)[0])));
                return true;
            case 'G':
                stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8)));
                return true;
            case 'X':
                stack.Add(Text(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
                return true;
            case '\x8c':
                stack.Add(Text(Take(1)[0]));
                return true;
            case 'c':
                stack.Add(PickleGlobals.Find(Line(), Line()));
                return true;
            case '\x93':
                stack.Add(
                    PopMany(2) is [string module, string name]
                        ? PickleGlobals.Find(module, name)
                        : throw new ContentFault("its opcode STACK_GLOBAL finds no names")
                );
                return true;
            default:
                return false;
        }
    }

    private bool Memory(byte code)
    {
        switch ((char)code)
        {
            case '0':
                Pop();
                return true;
            case 'q':
                memo[Take(1)[0]] = Top();
                return true;
            case 'r':
                memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Top();
                return true;
            case '\x94':
                memo[memo.Count] = Top();
                return true;
            case 'h':
                stack.Add(Remembered(Take(1)[0]));
                return true;
            case 'j':
                stack.Add(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))));
                return true;
            default:
                return false;
        }
    }

    private object? Remembered(long place) =>
        memo.TryGetValue(place, out var value)
            ? value
            : throw new ContentFault($"its pickle asks for the value {place}, which it has not kept");

    private static object Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long))
        {
            return PickleOpaque.LargeNumber; // seeds of generators, which are no sizes
        }
        var value = bytes.Length > 0 && bytes[^1] >= 0x80 ? -1L : 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            value = value << 8 | bytes[i];
        }
        return value;
    }

    private string Text(long length)
    {
        try
        {
            return Utf8.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw new ContentFault($"its pickle has text before byte {at} that is no UTF-8");
        }
    }

    private string Line()
    {
        var length = code.AsSpan(at).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw new ContentFault("its pickle ends within a name");
        }
        var line = Text(length);
        at++;
        return line;
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > code.Length - at)
        {
            throw new ContentFault($"its pickle ends after {code.Length} bytes, within a value or without a STOP");
        }
        var taken = code.AsSpan(at, (int)count);
        at += (int)count;
        return taken;
    }

    // What lies below a mark is not taken before the mark is.
    private int Floor => marks.Count > 0 ? marks.Peek() : 0;

    private object? Top() => stack.Count > Floor ? stack[^1] : throw Empty();

    private object? Pop()
    {
        var top = Top();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private object?[] PopMany(int count) => stack.Count - Floor >= count ? PopFrom(stack.Count - count) : throw Empty();

    private object?[] PopToMark() =>
        marks.TryPop(out var mark) ? PopFrom(mark) : throw new ContentFault("its pickle lacks a mark");

    private object?[] PopFrom(int start)
    {
        var values = stack.GetRange(start, stack.Count - start).ToArray();
        stack.RemoveRange(start, values.Length);
        return values;
    }

    private void SetItems(object?[] items)
    {
        if (items.Length % 2 != 0)
        {
            throw new ContentFault("its pickle has a key without a value");
        }
        var dictionary = Dictionary("SETITEMS");
        for (var i = 0; i < items.Length; i += 2)
        {
            dictionary.Set(items[i], items[i + 1]);
        }
    }

    private PickleDictionary Dictionary(string opcode) =>
        Top() as PickleDictionary
        ?? throw new ContentFault($"its opcode {opcode} at byte {at - 1} stands beside what is no dictionary");

    private void Expect(object value, string opcode)
    {
        if (Top() != value)
        {
            throw new ContentFault($"its opcode {opcode} at byte {at - 1} stands beside what is no list");
        }
    }

    private static ContentFault Empty() => new("its pickle takes values from an empty stack");
}
