using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gan.Architecture.Tests;

/// <summary>What a source file says in a dialect that is not the repository's, a sentence each.</summary>
internal static class Dialect
{
    private const int MostColumns = 120;
    private const int MostLines = 300;

    public static IEnumerable<string> Offences(string file, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(
            text,
            CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest)
        );
        return Sizes(text)
            .Concat(tree.GetRoot().DescendantNodes().SelectMany(node => Offences(node).Select(o => (Line(node), o))))
            .Select(offence => $"{file}:{offence.Item1} {offence.Item2}");
    }

    private static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    private static IEnumerable<(int Line, string Offence)> Sizes(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        if (lines.Length > MostLines)
        {
            yield return (lines.Length, $"is longer than {MostLines} lines");
        }
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimEnd('\r').Length > MostColumns)
            {
                yield return (i + 1, $"is wider than {MostColumns} columns");
            }
        }
    }

    private static IEnumerable<string> Offences(SyntaxNode node)
    {
        if (Body(node) is { } body and not BlockSyntax)
        {
            yield return $"has no braces around '{FirstLine(body)}'";
        }
        if (node is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax declaration } field)
        {
            foreach (var offence in Naming(field, declaration))
            {
                yield return offence;
            }
        }
        if (node is ConditionalExpressionSyntax ternary && Inner(ternary))
        {
            yield return "has a ternary within a ternary: take an if chain or a switch expression";
        }
        if (
            node is AssignmentExpressionSyntax { Left: TupleExpressionSyntax left, Right: TupleExpressionSyntax }
            && Stores(left)
        )
        {
            yield return $"sets several things at once, {left}: one assignment a statement";
        }
        if (
            node
            is LocalDeclarationStatementSyntax { Declaration.Variables.Count: > 1 }
                or BaseFieldDeclarationSyntax { Declaration.Variables.Count: > 1 }
        )
        {
            yield return "declares several at once: one statement each";
        }
        if (node is BlockSyntax or SwitchSectionSyntax && Crowded(node) is { } second)
        {
            yield return $"has two statements in a line: '{FirstLine(second)}'";
        }
    }

    private static StatementSyntax? Body(SyntaxNode node) =>
        node switch
        {
            IfStatementSyntax statement => statement.Statement,
            ElseClauseSyntax { Statement: not IfStatementSyntax } clause => clause.Statement,
            ForStatementSyntax loop => loop.Statement,
            CommonForEachStatementSyntax loop => loop.Statement,
            WhileStatementSyntax loop => loop.Statement,
            DoStatementSyntax loop => loop.Statement,
            LockStatementSyntax statement => statement.Statement,
            UsingStatementSyntax { Statement: not UsingStatementSyntax } statement => statement.Statement,
            FixedStatementSyntax { Statement: not FixedStatementSyntax } statement => statement.Statement,
            _ => null,
        };

    // A module's field names are the names of its weights, so that none begins with an underscore anywhere.
    private static IEnumerable<string> Naming(VariableDeclaratorSyntax field, FieldDeclarationSyntax declaration)
    {
        var name = field.Identifier.Text;
        if (name.StartsWith('_'))
        {
            yield return $"names a field {name}: no underscore";
        }
        var isSecret = !declaration.Modifiers.Any(m =>
            m.Kind()
                is SyntaxKind.PublicKeyword
                    or SyntaxKind.InternalKeyword
                    or SyntaxKind.ProtectedKeyword
                    or SyntaxKind.ConstKeyword
                    or SyntaxKind.StaticKeyword
        );
        if (isSecret && char.IsUpper(name[0]))
        {
            yield return $"names a private field {name}: a small letter first";
        }
    }

    // One in the body of a lambda is read by itself.
    private static bool Inner(ConditionalExpressionSyntax ternary) =>
        new[] { ternary.Condition, ternary.WhenTrue, ternary.WhenFalse }.Any(part =>
            part.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax)
                .OfType<ConditionalExpressionSyntax>()
                .Any()
        );

    // (a, b) = (b, a) exchanges two and needs no third name.
    private static bool Stores(TupleExpressionSyntax left)
    {
        var right = (TupleExpressionSyntax)((AssignmentExpressionSyntax)left.Parent!).Right;
        var names = left.Arguments.Select(a => a.ToString()).Order(StringComparer.Ordinal);
        var isExchange = names.SequenceEqual(right.Arguments.Select(a => a.ToString()).Order(StringComparer.Ordinal));
        return !isExchange && left.Arguments.All(a => a.Expression is not DeclarationExpressionSyntax);
    }

    private static SyntaxNode? Crowded(SyntaxNode node)
    {
        var statements = node is BlockSyntax block ? block.Statements : ((SwitchSectionSyntax)node).Statements;
        for (var i = 1; i < statements.Count; i++)
        {
            if (statements[i - 1].GetLocation().GetLineSpan().EndLinePosition.Line + 1 == Line(statements[i]))
            {
                return statements[i];
            }
        }
        return null;
    }

    private static string FirstLine(SyntaxNode node) => node.ToString().Split('\n')[0];
}
